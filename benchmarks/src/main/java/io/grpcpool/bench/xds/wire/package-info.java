/** Raw gRPC clients that cost next to nothing, so that a benchmark measures the server. */
@NullMarked
package io.grpcpool.bench.xds.wire;

import org.jspecify.annotations.NullMarked;
