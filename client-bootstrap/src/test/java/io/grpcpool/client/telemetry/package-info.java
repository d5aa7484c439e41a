/** What pools tell a real control plane, on loopback sockets. */
@NullMarked
package io.grpcpool.client.telemetry;

import org.jspecify.annotations.NullMarked;
