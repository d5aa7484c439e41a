package io.grpcpool.operator.assembly;

import io.grpcpool.operator.settings.HostPort;
import io.grpcpool.operator.settings.InstanceName;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.xds.peer.DnsPeers;
import io.grpcpool.xds.peer.ListedPeers;
import io.grpcpool.xds.peer.PeerAddress;
import io.grpcpool.xds.peer.PeerDiscovery;
import io.grpcpool.xds.peer.PeerExchange;
import io.grpcpool.xds.peer.PeerExchange.PeerThreads;
import io.grpcpool.xds.peer.PeerSettings;
import io.grpcpool.xds.peer.PeerTls;
import io.grpcpool.xds.peer.SoftStateSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Makes the exchange with peers that the settings ask for. */
final class Peers {

  private Peers() {}

  /** Null where no peers are set. */
  static @Nullable PeerExchange exchange(
      Settings settings, SoftStateSource own, SingleThreads threads, InstantSource clock) {
    return discovery(settings)
        .map(
            discovery ->
                new PeerExchange(
                    settings(settings, discovery),
                    own,
                    new PeerThreads(threads.named("peers"), threads.named("peers-look")),
                    clock))
        .orElse(null);
  }

  private static PeerSettings settings(Settings settings, PeerDiscovery discovery) {
    return new PeerSettings(
        InstanceName.of(settings),
        new InetSocketAddress(
            settings.text(SettingKey.PEERS_ADDRESS), settings.port(SettingKey.PEERS_PORT)),
        settings.isOn(SettingKey.PEERS_PLAINTEXT) ? null : tls(settings),
        discovery);
  }

  private static PeerTls tls(Settings settings) {
    return new PeerTls(
        Path.of(settings.text(SettingKey.XDS_TLS_CERT)),
        Path.of(settings.text(SettingKey.XDS_TLS_KEY)),
        Path.of(settings.text(SettingKey.PEERS_CA)));
  }

  private static Optional<PeerDiscovery> discovery(Settings settings) {
    Optional<PeerDiscovery> byName =
        settings
            .find(SettingKey.PEERS_DNS)
            .flatMap(HostPort::parse)
            .map(name -> new DnsPeers(name.host(), name.port()));
    return byName.or(() -> listed(settings));
  }

  private static Optional<PeerDiscovery> listed(Settings settings) {
    return settings
        .find(SettingKey.PEERS)
        .map(
            list ->
                new ListedPeers(
                    settings.list(SettingKey.PEERS).stream()
                        .flatMap(address -> HostPort.parse(address).stream())
                        .map(peer -> new PeerAddress(peer.host(), peer.port(), peer.host()))
                        .collect(Collectors.toUnmodifiableSet())));
  }
}
