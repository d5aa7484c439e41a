/** Cuts: taking calls from a failing track by its share alone, downwards only. */
@NullMarked
package io.grpcpool.planner.cut;

import org.jspecify.annotations.NullMarked;
