package io.grpcpool.planner.status;

/**
 * Immutable. How far the clients of one replica are.
 *
 * @param connected clients that asked for one of the policy's names
 * @param synced those that acknowledged everything that is served
 * @param nacked those that refuse something
 * @param refusal one of the refusals, with the node that sent it; empty if there is none
 */
public record ClientCounts(int connected, int synced, int nacked, String refusal) {

  /** Nobody is connected. */
  public static final ClientCounts NONE = new ClientCounts(0, 0, 0, "");
}
