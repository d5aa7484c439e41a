package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulInstance.Address;
import io.grpcpool.operator.discovery.consul.ConsulInstance.NamedPort;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Service;
import io.grpcpool.policy.EndpointAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where an instance listens, or why that cannot be told.
 *
 * @param problem null where address and port can be used
 */
record InstanceAddress(String address, int port, @Nullable String problem) {

  static InstanceAddress of(ConsulInstance instance, InstanceRules rules) {
    Address chosen = chosen(instance, rules.addressTag());
    Service service = instance.service();
    if (service.ports().isEmpty()) {
      return checked(chosen.address(), chosen.port());
    }
    Optional<NamedPort> port = port(service.ports(), rules.portName());
    return port.map(found -> checked(chosen.address(), found.port()))
        .orElseGet(
            () ->
                new InstanceAddress(
                    chosen.address(),
                    0,
                    "ports: none of "
                        + service.ports().stream().map(NamedPort::name).toList()
                        + " is named \""
                        + rules.portName()
                        + "\" or marked as default"));
  }

  private static Address chosen(ConsulInstance instance, String tag) {
    Service service = instance.service();
    Address tagged = service.tagged().get(tag);
    if (tagged != null && !tagged.address().isBlank()) {
      return tagged.port() > 0 ? tagged : new Address(tagged.address(), service.port());
    }
    if (!service.address().isBlank()) {
      return new Address(service.address(), service.port());
    }
    String ofNode = instance.node().tagged().getOrDefault(tag, instance.node().address());
    return new Address(ofNode, service.port());
  }

  /** The configured name, else the default, else the only one. */
  private static Optional<NamedPort> port(List<NamedPort> ports, String name) {
    return ports.stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .or(() -> ports.stream().filter(NamedPort::standard).findFirst())
        .or(() -> ports.size() == 1 ? Optional.of(ports.get(0)) : Optional.empty());
  }

  private static InstanceAddress checked(String address, long port) {
    int bounded = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, port));
    String problem = EndpointAddress.check(address, bounded).orElse(null);
    return new InstanceAddress(address, bounded, problem);
  }
}
