/** Minutes of churn by every kind of client at once, and what must hold at their end. */
@NullMarked
package io.grpcpool.bench.xds.soak;

import org.jspecify.annotations.NullMarked;
