package io.grpcpool.planner.route;

import java.time.Duration;

/**
 * Immutable. How many connections a client keeps to each endpoint.
 *
 * @param initial connections opened at once, {@code min} to {@code max}
 * @param min connections kept when idle, at least 1
 * @param max most connections, at least {@code min}
 * @param idleTimeout after which a connection above {@code min} that has no calls is closed
 */
public record PoolView(int initial, int min, int max, Duration idleTimeout) {}
