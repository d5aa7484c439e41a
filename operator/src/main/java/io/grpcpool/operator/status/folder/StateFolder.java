package io.grpcpool.operator.status.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe for different policies; one writer per policy. The statuses of policies as files:
 * {@code <namespace>_<name>.status.json}.
 */
public final class StateFolder {

  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  /** A folder that need not exist yet. */
  public StateFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** What was written last; empty where nothing was, or nothing that can be read. */
  public Optional<GrpcPoolPolicyStatus> read(PolicyId id) {
    Path file = file(id);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), GrpcPoolPolicyStatus.class));
    } catch (IOException e) {
      LOG.warn("policy={} status file {} cannot be read and is written anew", id, file, e);
      return Optional.empty();
    }
  }

  void write(PolicyId id, GrpcPoolPolicyStatus status) throws IOException {
    Files.createDirectories(folder);
    new AtomicFile(file(id)).write(json(status).getBytes(StandardCharsets.UTF_8));
  }

  void delete(PolicyId id) throws IOException {
    new AtomicFile(file(id)).delete();
  }

  private Path file(PolicyId id) {
    // Neither part may contain an underscore (RFC 1123), so two policies never share a file.
    return folder.resolve(id.namespace() + "_" + id.name() + ".status.json");
  }

  private static String json(GrpcPoolPolicyStatus status) {
    try {
      return JSON.writeValueAsString(status) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status is made of texts and numbers", e);
    }
  }
}
