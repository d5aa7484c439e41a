/** How many connections pools need: arithmetic on live load. */
@NullMarked
package io.grpcpool.planner.size;

import org.jspecify.annotations.NullMarked;
