package io.grpcpool.operator.assembly;

import io.grpcpool.operator.http.stats.Stats;
import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.StatsReader.Identity;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsReload;
import io.grpcpool.operator.settings.SettingsResolver;
import io.grpcpool.xds.peer.TcpProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread. Replicas of one standalone control plane, each with ports of its
 * own; each calls the others through a proxy that the test may cut.
 */
final class ReplicaSet implements AutoCloseable {

  private final Path policies;
  private final Path state;
  private final List<Member> members = new ArrayList<>();

  /** Confined to the test's thread. One replica, up or down. */
  private static final class Member {
    final int xdsPort;
    final int peersPort;
    final TcpProxy peers;
    @Nullable ControlPlane running;

    Member() throws IOException {
      xdsPort = freePort();
      peersPort = freePort();
      peers = new TcpProxy(peersPort);
    }
  }

  ReplicaSet(Path policies, Path state, int count) throws IOException {
    this.policies = policies;
    this.state = state;
    for (int i = 0; i < count; i++) {
      members.add(new Member());
    }
    for (int i = 0; i < count; i++) {
      start(i);
    }
  }

  void start(int replica) throws IOException {
    Member member = members.get(replica);
    Settings settings = settings(replica);
    SingleThreads threads = new SingleThreads();
    ControlPlane started =
        new ControlPlane(
            settings,
            Map.of(),
            new StandalonePlatform(settings, threads),
            new SimpleMeterRegistry(),
            threads);
    started.start();
    member.running = started;
  }

  private Settings settings(int replica) {
    String others =
        IntStream.range(0, members.size())
            .filter(other -> other != replica)
            .mapToObj(other -> "127.0.0.1:" + members.get(other).peers.port())
            .collect(Collectors.joining(","));
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES,
            policies.toString(),
            SettingKey.STATE,
            state.toString(),
            SettingKey.XDS_PORT,
            String.valueOf(xdsPort(replica)),
            SettingKey.INSTANCE,
            "replica-" + replica,
            SettingKey.PEERS,
            others,
            SettingKey.PEERS_ADDRESS,
            "127.0.0.1",
            SettingKey.PEERS_PORT,
            String.valueOf(members.get(replica).peersPort),
            SettingKey.PEERS_PLAINTEXT,
            "true");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    return ((Resolved) SettingsResolver.resolve(input)).settings();
  }

  /** Below the range that systems give to connections, so that none takes it before its server. */
  private static int freePort() {
    SplittableRandom random = new SplittableRandom();
    return IntStream.generate(() -> random.nextInt(15_100, 32_000))
        .filter(ReplicaSet::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop(int replica) {
    ControlPlane running = get(replica);
    members.get(replica).running = null;
    running.close();
  }

  ControlPlane get(int replica) {
    ControlPlane running = members.get(replica).running;
    if (running == null) {
      throw new IllegalStateException("replica " + replica + " is down");
    }
    return running;
  }

  int xdsPort(int replica) {
    return members.get(replica).xdsPort;
  }

  /** What leads the others to a replica. */
  TcpProxy wayTo(int replica) {
    return members.get(replica).peers;
  }

  Stats stats(int replica) {
    SettingsReload settings = SettingsReload.none(get(replica).settings());
    return get(replica).stats(new Identity("test", "0"), () -> settings).read();
  }

  /** The one policy that the test has written. */
  PolicyStats policy(int replica) {
    return stats(replica).policies().get(0);
  }

  boolean serves(int replica) {
    Stats stats = stats(replica);
    return stats.ready() && !stats.policies().isEmpty() && !policy(replica).targets().isEmpty();
  }

  /** How many others a replica hears. */
  long heardBy(int replica) {
    return stats(replica).peers().stream().filter(Stats.PeerStats::connected).count();
  }

  /** Basis points per track as they are served. */
  List<Integer> shares(int replica) {
    return policy(replica).tracks().stream().map(Stats.TrackStats::effectiveBasisPoints).toList();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      if (member.running != null) {
        member.running.close();
      }
      member.peers.close();
    }
  }
}
