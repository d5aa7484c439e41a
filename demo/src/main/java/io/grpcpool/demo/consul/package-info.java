/**
 * A stand-in for a Consul agent: the subset of its HTTP API that discovery and registration use.
 */
@NullMarked
package io.grpcpool.demo.consul;

import org.jspecify.annotations.NullMarked;
