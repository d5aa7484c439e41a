package io.grpcpool.client.pool;

/**
 * Confined to the synchronization context. What an endpoint asks of the pool that it belongs to.
 */
interface EndpointOwner {

  /** What picks or statistics should see has changed. */
  void changed();

  /** Closes the connection once picks no longer see it; its calls may end. */
  void retire(Connection connection);
}
