package io.grpcpool.xds.load;

import java.util.List;

/** Thread-safe. The clusters whose load may be reported. */
public interface ServedClusters {

  /** Whether a cluster of this name is served; reports on others are not counted. */
  boolean serves(String cluster);

  /** The names of all of them, in no order. */
  List<String> names();
}
