package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;

/** Called on the benchmark's thread. A load, and what is measured under it. */
interface Scene {

  /** Whether this can be asked of a server. */
  default boolean concerns(PeerKind kind) {
    return true;
  }

  /** Measures one server once, in a process of its own. */
  void run(PeerKind kind, Figures figures) throws Exception;
}
