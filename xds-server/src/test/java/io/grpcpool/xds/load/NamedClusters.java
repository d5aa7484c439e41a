package io.grpcpool.xds.load;

import io.grpcpool.xds.identity.ClientIdentity;
import java.util.List;
import java.util.Set;

/** Thread-safe, if the set is. Clusters that exist for everybody. */
public record NamedClusters(Set<String> all) implements ServedClusters {

  @Override
  public boolean serves(String cluster) {
    return all.contains(cluster);
  }

  @Override
  public boolean serves(String cluster, ClientIdentity client) {
    return all.contains(cluster);
  }

  @Override
  public List<String> names(ClientIdentity client) {
    return List.copyOf(all);
  }
}
