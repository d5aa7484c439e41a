package io.grpcpool.bench.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.peer.ServerCertificate;
import io.grpcpool.bench.xds.wire.Connector;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both servers serve the raw clients, so that what is measured is the same work. */
@Timeout(120)
class PeersServeTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(PeerKind.class)
  void aChangeOfTheSharedServiceReachesEveryTlsClient(PeerKind kind) throws Exception {
    ServerCertificate.make(folder);
    Setting setting = new Setting(8, 4, 1_000, 1, 0, folder);
    Arrivals arrivals = new Arrivals();

    try (ServerProcess server = setting.server(kind, true);
        Connector connector = setting.tls()) {
      new Population(connector, server.tlsPort(), arrivals).grow(8, 4);
      server.order("share");

      assertThat(arrivals.awaitChanges(8, 60_000)).isTrue();
    }
  }
}
