/** Tracks' shares of the calls, in basis points. */
@NullMarked
package io.grpcpool.planner.share;

import org.jspecify.annotations.NullMarked;
