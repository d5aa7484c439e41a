package io.grpcpool.client.bootstrap;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.grpcpool.wire.PoolPolicyFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Finds the bootstrap that grpc-java will use, in grpc-java's own order: {@code
 * GRPC_XDS_BOOTSTRAP}, {@code io.grpc.xds.bootstrap}, {@code GRPC_XDS_BOOTSTRAP_CONFIG}, {@code
 * io.grpc.xds.bootstrapConfig} (gRFC A27).
 */
public final class InstalledBootstrap {

  private final UnaryOperator<@Nullable String> environment;
  private final UnaryOperator<@Nullable String> properties;

  InstalledBootstrap(
      UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  /** The bootstrap of this process. */
  public static InstalledBootstrap ofProcess() {
    return new InstalledBootstrap(System::getenv, System::getProperty);
  }

  /**
   * Checks that a channel to the target can find a bootstrap.
   *
   * @throws IllegalStateException if there is none; the message says how to give one
   */
  public static void require(String target) {
    if (!ofProcess().isPresent()) {
      throw new IllegalStateException(
          target
              + " needs an xDS bootstrap and none is set: call Bootstrap.install(), or set GRPC_XDS_BOOTSTRAP to a file"
              + " made by \"grpcpool bootstrap\"");
    }
  }

  /**
   * The section {@code grpcpool} of the bootstrap: this process's pool settings where the policy
   * leaves them open.
   *
   * @return empty if there is no bootstrap or no such section
   * @throws IllegalArgumentException if the bootstrap cannot be read or the section is not an
   *     object
   */
  public Map<String, ?> poolDefaults() {
    return section(json().map(InstalledBootstrap::parse).orElse(Map.of()));
  }

  /**
   * The control plane that pool telemetry goes to.
   *
   * @return empty if there is no bootstrap or its section {@code grpcpool} says {@code "telemetry":
   *     false}
   * @throws IllegalArgumentException if the bootstrap cannot be read or names no server
   */
  public Optional<ControlPlaneServer> telemetryServer() {
    return json()
        .<Map<?, ?>>map(InstalledBootstrap::parse)
        .filter(bootstrap -> wantsTelemetry(section(bootstrap)))
        .map(ControlPlaneServer::of);
  }

  private static boolean wantsTelemetry(Map<String, ?> section) {
    Object said = section.get(PoolPolicyFields.TELEMETRY);
    if (said == null || said instanceof Boolean) {
      return !Boolean.FALSE.equals(said);
    }
    throw new IllegalArgumentException(
        "bootstrap: "
            + PoolPolicyFields.BOOTSTRAP_SECTION
            + "."
            + PoolPolicyFields.TELEMETRY
            + " is "
            + said
            + "; allowed: true, false");
  }

  private static Map<String, ?> section(Map<?, ?> bootstrap) {
    Object section = bootstrap.get(PoolPolicyFields.BOOTSTRAP_SECTION);
    if (section == null) {
      return Map.of();
    }
    if (section instanceof Map<?, ?> settings) {
      return stringKeys(settings);
    }
    throw new IllegalArgumentException(
        "bootstrap: "
            + PoolPolicyFields.BOOTSTRAP_SECTION
            + " is "
            + section
            + "; allowed: an object");
  }

  boolean isPresent() {
    return file() != null || text() != null;
  }

  private Optional<String> json() {
    String file = file();
    if (file == null) {
      return Optional.ofNullable(text());
    }
    try {
      return Optional.of(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "bootstrap file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private @Nullable String file() {
    String fromEnvironment = environment.apply("GRPC_XDS_BOOTSTRAP");
    return fromEnvironment != null ? fromEnvironment : properties.apply("io.grpc.xds.bootstrap");
  }

  private @Nullable String text() {
    String fromEnvironment = environment.apply("GRPC_XDS_BOOTSTRAP_CONFIG");
    return fromEnvironment != null ? fromEnvironment : properties.apply(Bootstrap.JSON_PROPERTY);
  }

  private static Map<?, ?> parse(String json) {
    try {
      Map<?, ?> content = new Gson().fromJson(json, Map.class);
      return content == null ? Map.of() : content;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("bootstrap is not JSON: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  static Map<String, ?> stringKeys(Map<?, ?> object) {
    return (Map<String, ?>) object;
  }
}
