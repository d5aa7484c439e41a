package io.grpcpool.operator.discovery.consul;

import java.util.Locale;
import java.util.Map;

/**
 * Immutable. How Consul is reached and how it is watched.
 *
 * @param addresses of an agent, or of servers of which one is asked until it fails
 * @param namespace sent as {@code ns=} when not empty; the community edition refuses any with 400
 * @param partition sent as {@code partition=} when not empty; Enterprise only as well
 */
public record ConsulSettings(
    ConsulAddresses addresses,
    ConsulToken token,
    ConsulTls tls,
    String namespace,
    String partition,
    WatchLimits limits,
    InstanceRules instances) {

  /** The agent on this machine, {@code http://127.0.0.1:8500}, without a token. */
  public static ConsulSettings defaults() {
    return new ConsulSettings(
        ConsulAddresses.parse("127.0.0.1", false),
        ConsulToken.NONE,
        ConsulTls.DEFAULT,
        "",
        "",
        WatchLimits.defaults(),
        InstanceRules.DEFAULT);
  }

  /**
   * Reads the variables of Consul's own command line (developer.hashicorp.com/consul/commands):
   * {@code CONSUL_HTTP_ADDR}, {@code CONSUL_HTTP_SSL}, {@code CONSUL_HTTP_SSL_VERIFY}, {@code
   * CONSUL_HTTP_TOKEN}, {@code CONSUL_HTTP_TOKEN_FILE} (wins over the token, and is read anew for
   * each request), {@code CONSUL_CACERT}, {@code CONSUL_CAPATH}, {@code CONSUL_CLIENT_CERT}, {@code
   * CONSUL_CLIENT_KEY}, {@code CONSUL_TLS_SERVER_NAME}, {@code CONSUL_NAMESPACE}, {@code
   * CONSUL_PARTITION}.
   *
   * @throws IllegalArgumentException naming the variable that cannot be used, and why
   */
  public static ConsulSettings fromEnvironment(Map<String, String> environment) {
    refuse(environment, "CONSUL_HTTP_AUTH", "use CONSUL_HTTP_TOKEN");
    boolean tls = flag(environment, "CONSUL_HTTP_SSL", false);
    String address = environment.getOrDefault("CONSUL_HTTP_ADDR", "");
    ConsulSettings base = defaults();
    return new ConsulSettings(
        ConsulAddresses.parse(address.isBlank() ? "127.0.0.1" : address, tls),
        ConsulToken.fromEnvironment(environment),
        ConsulTls.fromEnvironment(environment),
        environment.getOrDefault("CONSUL_NAMESPACE", ""),
        environment.getOrDefault("CONSUL_PARTITION", ""),
        base.limits(),
        base.instances());
  }

  /**
   * The same settings with another address.
   *
   * @param list {@code HOST}, {@code HOST:PORT} or a URL of http or https, or several with commas
   *     between; without a scheme the present one is kept
   * @throws IllegalArgumentException for anything else
   */
  public ConsulSettings withAddress(String list) {
    ConsulAddresses parsed = ConsulAddresses.parse(list, addresses.anyTls());
    return new ConsulSettings(parsed, token, tls, namespace, partition, limits, instances);
  }

  /** The same settings with another token. */
  public ConsulSettings withToken(ConsulToken other) {
    return new ConsulSettings(addresses, other, tls, namespace, partition, limits, instances);
  }

  /** The same settings with other TLS settings. */
  public ConsulSettings withTls(ConsulTls other) {
    return new ConsulSettings(addresses, token, other, namespace, partition, limits, instances);
  }

  /** The same settings with a namespace and a partition of Consul Enterprise; empty: none. */
  public ConsulSettings withTenancy(String otherNamespace, String otherPartition) {
    return new ConsulSettings(
        addresses, token, tls, otherNamespace, otherPartition, limits, instances);
  }

  /** The same settings with other limits. */
  public ConsulSettings withLimits(WatchLimits other) {
    return new ConsulSettings(addresses, token, tls, namespace, partition, other, instances);
  }

  /** The same settings with other rules for instances. */
  public ConsulSettings withInstances(InstanceRules other) {
    return new ConsulSettings(addresses, token, tls, namespace, partition, limits, other);
  }

  private static void refuse(Map<String, String> environment, String name, String instead) {
    if (!environment.getOrDefault(name, "").isBlank()) {
      throw new IllegalArgumentException(name + " is not supported: " + instead);
    }
  }

  static boolean flag(Map<String, String> environment, String name, boolean otherwise) {
    String text = environment.getOrDefault(name, "").trim().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "" -> otherwise;
      case "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> throw new IllegalArgumentException(name + ": '" + text + "' is not true or false");
    };
  }
}
