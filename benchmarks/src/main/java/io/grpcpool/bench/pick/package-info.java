/** Benchmarks of the choice that the pool makes for each call, alone. */
@NullMarked
package io.grpcpool.bench.pick;

import org.jspecify.annotations.NullMarked;
