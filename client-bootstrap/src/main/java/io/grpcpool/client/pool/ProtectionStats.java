package io.grpcpool.client.pool;

/**
 * Immutable. What keeps calls from a pool at one moment, and what it kept away so far.
 *
 * @param circuit whether calls are sent
 * @param refusedByCircuit calls that were failed at once because the circuit was open
 * @param refusedByRate calls that were failed at once because the process sends no more
 * @param refusedBySaturation calls that were failed at once because no connection had room
 */
public record ProtectionStats(
    CircuitState circuit, long refusedByCircuit, long refusedByRate, long refusedBySaturation) {}
