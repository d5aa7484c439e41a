/** A backend process: a small gRPC server that registers itself in Consul. */
@NullMarked
package io.grpcpool.demo.backend;

import org.jspecify.annotations.NullMarked;
