package io.grpcpool.xds.peer;

import java.net.UnknownHostException;
import java.util.Set;

/** Thread-safe. Where the other replicas are; this one may be among them. */
public interface PeerDiscovery {

  /**
   * Looks anew; may block for as long as a name server takes.
   *
   * @throws UnknownHostException if a name has no address now
   */
  Set<PeerAddress> find() throws UnknownHostException;

  /** The names that replicas' certificates are for: a caller needs one of them. */
  Set<String> names();
}
