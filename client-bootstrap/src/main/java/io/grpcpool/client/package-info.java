/** The front of the client library: shared channels whose connections are pooled per endpoint. */
@NullMarked
package io.grpcpool.client;

import org.jspecify.annotations.NullMarked;
