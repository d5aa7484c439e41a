/** Tests of what measures the xDS server. */
@NullMarked
package io.grpcpool.bench.xds;

import org.jspecify.annotations.NullMarked;
