/** Discovery and registration on a real Consul. */
@NullMarked
package io.grpcpool.it.consul;

import org.jspecify.annotations.NullMarked;
