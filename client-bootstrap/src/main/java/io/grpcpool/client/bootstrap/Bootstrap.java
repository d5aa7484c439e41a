package io.grpcpool.client.bootstrap;

import com.google.gson.GsonBuilder;
import io.grpcpool.wire.PoolPolicyFields;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. The xDS bootstrap of one process, in the form that every gRPC language reads (gRFC
 * A27).
 *
 * <p>{@code node.locality} is always written, because grpc-js fails every call without it, and
 * {@code ignore_resource_deletion} (gRFC A53) keeps a client's last good configuration if a control
 * plane loses its own.
 */
public final class Bootstrap {

  static final String JSON_PROPERTY = "io.grpc.xds.bootstrapConfig";

  private final Map<String, Object> content;

  Bootstrap(BootstrapBuilder builder) {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("server_uri", builder.serverUri);
    server.put("channel_creds", builder.channelCreds.toJson());
    if (!builder.channelCreds.callCredsToJson().isEmpty()) {
      server.put("call_creds", builder.channelCreds.callCredsToJson());
    }
    server.put("server_features", List.of("xds_v3", "ignore_resource_deletion"));
    Map<String, Object> metadata = new LinkedHashMap<>(builder.metadata);
    metadata.put(PoolPolicyFields.NODE_METADATA_KEY, PoolPolicyFields.NODE_METADATA_VALUE);
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("id", builder.nodeId);
    node.put("cluster", builder.nodeCluster);
    node.put("locality", builder.locality.toJson());
    node.put("metadata", metadata);
    Map<String, Object> bootstrap = new LinkedHashMap<>();
    bootstrap.put("xds_servers", List.of(server));
    bootstrap.put("node", node);
    bootstrap.put("client_default_listener_resource_name_template", "%s");
    if (!builder.poolDefaults.isEmpty()) {
      bootstrap.put(PoolPolicyFields.BOOTSTRAP_SECTION, builder.poolDefaults);
    }
    this.content = bootstrap;
  }

  /**
   * Starts a bootstrap for clients of one control plane.
   *
   * @param serverUri its xDS address, {@code HOST:PORT} or a gRPC target such as {@code
   *     dns:///HOST:PORT}
   * @throws IllegalArgumentException if the address is blank or has no port
   */
  public static BootstrapBuilder forServer(String serverUri) {
    return new BootstrapBuilder(serverUri);
  }

  /** The bootstrap as indented JSON. */
  public String toJson() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(content)
        + "\n";
  }

  /**
   * Writes the JSON so that a reader sees the old file or the new one, never a part: a temporary
   * file beside it is moved over it.
   *
   * @param file where; its folder is created if missing
   * @throws IOException if the folder or the file cannot be written
   */
  public void writeTo(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("\"" + file + "\" is a folder; a file name is needed");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, ".bootstrap", ".json");
    try {
      Files.writeString(temporary, toJson());
      moveOver(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Makes this the bootstrap of the process. To be called before the first {@code xds:} channel:
   * grpc-java reads the bootstrap once. The environment variables {@code GRPC_XDS_BOOTSTRAP} and
   * {@code GRPC_XDS_BOOTSTRAP_CONFIG} and the property {@code io.grpc.xds.bootstrap} go before it,
   * as in grpc-java.
   */
  public void install() {
    System.setProperty(JSON_PROPERTY, toJson());
  }

  private static void moveOver(Path temporary, Path target) throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
