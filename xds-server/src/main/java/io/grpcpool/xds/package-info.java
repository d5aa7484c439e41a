/** An xDS server for gRPC clients: resources go in, each client is told what changed for it. */
@NullMarked
package io.grpcpool.xds;

import org.jspecify.annotations.NullMarked;
