package io.grpcpool.client.pool;

/**
 * Thread-safe: a rotation and balances that are. Whose turn it is, and who may take it instead.
 *
 * @param rotation over the indexes of the endpoints
 * @param balances by the same indexes
 */
record WeightedTurns(SmoothWeightedRoundRobin rotation, TurnBalance[] balances) {}
