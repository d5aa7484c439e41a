/** Tells the control plane what load reports cannot carry: latency, status codes, connections. */
@NullMarked
package io.grpcpool.client.telemetry;

import org.jspecify.annotations.NullMarked;
