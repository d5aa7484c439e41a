package io.grpcpool.xds;

import io.grpcpool.xds.load.ServedClusters;
import java.util.List;

/** Thread-safe: reads the table. */
record TableClusters(ResourceTable table) implements ServedClusters {

  @Override
  public boolean serves(String cluster) {
    return table.contains(new ResourceKey(ResourceType.CLUSTER, cluster));
  }

  @Override
  public List<String> names() {
    return table.names(ResourceType.CLUSTER);
  }
}
