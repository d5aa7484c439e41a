package io.grpcpool.client.consul;

import java.time.Duration;

/**
 * Immutable. How long a leaving server waits.
 *
 * @param drainDelay from leaving Consul's rotation to refusing new calls: the way of the change
 *     through Consul, the control plane and the client
 * @param grace for calls that are running
 */
record StopTimes(Duration drainDelay, Duration grace) {}
