/**
 * Registration of grpc-java servers in Consul, with health and an orderly leave. Needs grpc-java
 * alone.
 */
@NullMarked
package io.grpcpool.client.consul;

import org.jspecify.annotations.NullMarked;
