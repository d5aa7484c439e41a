package io.grpcpool.client.pool;

/**
 * Immutable. How many calls a process sends to a service.
 *
 * @param requestsPerSecond in the long run
 * @param burst at once after a pause
 */
record RateConfig(int requestsPerSecond, int burst) {}
