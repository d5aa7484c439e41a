/** Telemetry of pools, by scripted clients on loopback sockets. */
@NullMarked
package io.grpcpool.xds.telemetry;

import org.jspecify.annotations.NullMarked;
