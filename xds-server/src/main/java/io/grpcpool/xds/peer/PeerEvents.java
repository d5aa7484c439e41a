package io.grpcpool.xds.peer;

import java.time.Instant;
import java.util.Set;

/** Called on the peers' thread. What a link asks and tells. */
interface PeerEvents {

  /** The id of this replica. */
  String self();

  Instant now();

  /** The replica at an address spoke, of these policies. */
  void heard(PeerAddress address, ReplicaState state, Set<PolicyKey> changed);
}
