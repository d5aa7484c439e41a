package io.grpcpool.xds.load;

import io.grpcpool.xds.identity.ClientIdentity;

/** Thread-safe. Clients whose calls are counted in another way than by load reports. */
@FunctionalInterface
public interface OtherReports {

  /** There is no other way. */
  OtherReports NONE = (node, client) -> false;

  /**
   * Whether the calls of a client come to be known in that way.
   *
   * @param node the node id by which it reports
   */
  boolean tell(String node, ClientIdentity client);
}
