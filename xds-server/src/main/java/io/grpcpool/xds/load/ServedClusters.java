package io.grpcpool.xds.load;

import io.grpcpool.xds.identity.ClientIdentity;
import java.util.List;

/** Thread-safe. The clusters whose load may be reported. */
public interface ServedClusters {

  /** Whether a cluster of this name is served to anybody. */
  boolean serves(String cluster);

  /** Whether a cluster of this name exists for a client; its reports on others are not counted. */
  boolean serves(String cluster, ClientIdentity client);

  /** The names of all clusters that exist for a client, in no order. */
  List<String> names(ClientIdentity client);
}
