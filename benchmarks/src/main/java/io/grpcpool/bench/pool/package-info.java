/** Benchmarks of the client's pool beside one plain channel and the pools that others offer. */
@NullMarked
package io.grpcpool.bench.pool;

import org.jspecify.annotations.NullMarked;
