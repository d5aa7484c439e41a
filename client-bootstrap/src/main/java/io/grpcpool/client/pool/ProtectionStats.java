package io.grpcpool.client.pool;

/**
 * Immutable. What keeps calls from a pool at one moment, and what it kept away so far.
 *
 * @param circuit whether calls are sent
 * @param refusedByCircuit calls that were failed at once because the circuit was open
 */
public record ProtectionStats(CircuitState circuit, long refusedByCircuit) {}
