package io.grpcpool.bench.pool;

/**
 * Immutable. What one contender did under one load, once.
 *
 * @param callsPerSecond calls that were answered
 * @param cpuMicros time on processors per call, of the process that calls, in microseconds
 * @param p99Micros the time that 99 of 100 calls did not exceed, in microseconds
 * @param failures calls that failed
 */
record Sample(double callsPerSecond, double cpuMicros, double p99Micros, long failures) {}
