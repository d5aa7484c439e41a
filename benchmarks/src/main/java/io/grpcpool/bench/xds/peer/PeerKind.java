package io.grpcpool.bench.xds.peer;

import java.io.IOException;

/** Immutable. The servers that are measured. */
public enum PeerKind {
  /** The server of this project. */
  GRPCPOOL("Grpcpool") {
    @Override
    Peer start(ServerCertificate certificate, boolean admitsAll) throws IOException {
      return GrpcpoolPeer.start(certificate, admitsAll);
    }
  },

  /** {@code SimpleCache} with one node group, and {@code V3DiscoveryServer}. */
  JAVA_CONTROL_PLANE("java-control-plane") {
    @Override
    Peer start(ServerCertificate certificate, boolean admitsAll) throws IOException {
      return JavaControlPlanePeer.start(certificate);
    }
  };

  private final String title;

  PeerKind(String title) {
    this.title = title;
  }

  /** The head of its column. */
  public String title() {
    return title;
  }

  abstract Peer start(ServerCertificate certificate, boolean admitsAll) throws IOException;
}
