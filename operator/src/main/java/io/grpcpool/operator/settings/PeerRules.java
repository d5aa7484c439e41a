package io.grpcpool.operator.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. What the settings of peers must be together. */
final class PeerRules {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  private PeerRules() {}

  /** Everything that is wrong. */
  static List<String> check(Map<SettingKey, Setting> values) {
    List<String> errors = new ArrayList<>();
    String list = text(values, SettingKey.PEERS);
    String dns = text(values, SettingKey.PEERS_DNS);
    if (list == null && dns == null) {
      return errors;
    }
    if (list != null && dns != null) {
      errors.add("grpcpool.peers and grpcpool.peers.dns are two ways to say the same: set one");
    }
    List<String> addresses = addresses(list == null ? dns : list);
    addresses.stream()
        .filter(address -> HostPort.parse(address).isEmpty())
        .forEach(
            address ->
                errors.add(
                    "grpcpool.peers%s has \"%s\"; allowed: HOST:PORT, the host of letters, digits, dots and hyphens"
                        .formatted(list == null ? ".dns" : "", address)));
    if (Boolean.parseBoolean(text(values, SettingKey.PEERS_PLAINTEXT))) {
      checkLoopback(values, addresses, errors);
    } else if (!values.keySet().containsAll(Set.of(SettingKey.PEERS_CA, SettingKey.XDS_TLS_CERT))) {
      errors.add(
          "peers speak mTLS: grpcpool.peers.ca, grpcpool.xds.tls.cert and grpcpool.xds.tls.key are"
              + " needed");
    }
    return errors;
  }

  private static void checkLoopback(
      Map<SettingKey, Setting> values, List<String> addresses, List<String> errors) {
    List<String> hosts = new ArrayList<>();
    hosts.add(text(values, SettingKey.PEERS_ADDRESS));
    addresses.stream()
        .flatMap(a -> HostPort.parse(a).stream())
        .map(HostPort::host)
        .forEach(hosts::add);
    hosts.stream()
        .filter(host -> !LOOPBACK.contains(host))
        .forEach(
            host ->
                errors.add(
                    "grpcpool.peers.plaintext is true and a peer is on \"%s\"; allowed: %s"
                        .formatted(host, LOOPBACK.stream().sorted().toList())));
  }

  private static List<String> addresses(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
  }

  private static @Nullable String text(Map<SettingKey, Setting> values, SettingKey key) {
    Setting setting = values.get(key);
    return setting == null ? null : setting.value();
  }
}
