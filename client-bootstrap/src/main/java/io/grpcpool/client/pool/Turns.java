package io.grpcpool.client.pool;

/**
 * Thread-safe: an order and balances that are. Which endpoint a call is meant for, and how far
 * another one may take it instead.
 *
 * @param order over the indexes of the endpoints
 * @param balances by the same indexes
 */
record Turns(EndpointOrder order, TurnBalance[] balances) {}
