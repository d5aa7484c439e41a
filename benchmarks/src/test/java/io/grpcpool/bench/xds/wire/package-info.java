/** Tests of the raw clients. */
@NullMarked
package io.grpcpool.bench.xds.wire;

import org.jspecify.annotations.NullMarked;
