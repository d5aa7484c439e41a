/** Sizes of pools, as tables and over traces of load. */
@NullMarked
package io.grpcpool.planner.size;

import org.jspecify.annotations.NullMarked;
