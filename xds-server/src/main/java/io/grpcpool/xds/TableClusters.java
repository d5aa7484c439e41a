package io.grpcpool.xds;

import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.load.ServedClusters;
import java.util.List;

/** Thread-safe: reads the table. */
record TableClusters(ResourceTable table) implements ServedClusters {

  @Override
  public boolean serves(String cluster) {
    return table.contains(key(cluster));
  }

  @Override
  public boolean serves(String cluster, ClientIdentity client) {
    return table.contains(key(cluster), client);
  }

  @Override
  public List<String> names(ClientIdentity client) {
    return table.names(ResourceType.CLUSTER).stream()
        .filter(cluster -> serves(cluster, client))
        .toList();
  }

  private static ResourceKey key(String cluster) {
    return new ResourceKey(ResourceType.CLUSTER, cluster);
  }
}
