package io.grpcpool.demo.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. What a backend is told on its command line, as {@code --name VALUE} pairs.
 *
 * @param name what it is called in the demo and answers calls with
 * @param service the service's name in Consul
 * @param version the revision that it runs
 * @param consul the agent, {@code HOST:PORT}
 * @param registration which library it registers with
 * @param drainMillis how long it goes on serving after it left Consul's rotation
 */
public record BackendOptions(
    String name,
    String service,
    String version,
    String consul,
    Registration registration,
    long drainMillis) {

  /** How a backend registers itself. */
  public enum Registration {
    /** {@code io.grpcpool.client.consul.ConsulRegistration}. */
    GRPCPOOL,
    /** {@code com.ecwid.consul:consul-api}. */
    ECWID
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if an option is missing or has no such value
   */
  public static BackendOptions of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      values.put(arguments[i], arguments[i + 1]);
    }
    return new BackendOptions(
        required(values, "--name"),
        required(values, "--service"),
        required(values, "--version"),
        required(values, "--consul"),
        Registration.valueOf(required(values, "--registration")),
        Long.parseLong(required(values, "--drain-millis")));
  }

  /** Its id in Consul, which nobody else's server on the same agent has. */
  public String id() {
    return "grpcpool-demo-" + name;
  }

  /** Writes the command line that {@link #of} reads. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--name", name, "--service", service, "--version", version));
    arguments.addAll(List.of("--consul", consul, "--registration", registration.name()));
    arguments.addAll(List.of("--drain-millis", Long.toString(drainMillis)));
    return arguments;
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
