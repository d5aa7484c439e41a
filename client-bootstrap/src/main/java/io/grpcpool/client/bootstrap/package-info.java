/** The xDS bootstrap: generated for any gRPC language, installed in this process, read back. */
@NullMarked
package io.grpcpool.client.bootstrap;

import org.jspecify.annotations.NullMarked;
