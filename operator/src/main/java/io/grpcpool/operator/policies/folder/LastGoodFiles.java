package io.grpcpool.operator.policies.folder;

import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the thread that scans. Copies of the policy files as they were when they were last
 * wholly good, so that a process that starts upon a broken file serves what the one before it did.
 */
public final class LastGoodFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LastGoodFiles.class);

  private final Path folder;
  private boolean failing;

  /** A folder of its own, which need not exist yet. */
  public LastGoodFiles(Path folder) {
    this.folder = folder;
  }

  /** The file is good now. */
  void keep(PolicyFile file) {
    attempt(
        () -> {
          Files.createDirectories(folder);
          Path fresh = folder.resolve("." + file.name() + ".new");
          Files.copy(file.path(), fresh, StandardCopyOption.REPLACE_EXISTING);
          Files.move(fresh, copy(file.name()), StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** The file is gone. */
  void forget(String name) {
    attempt(() -> Files.deleteIfExists(copy(name)));
  }

  /** What the file held when it was last good. */
  Optional<List<GrpcPoolPolicy>> read(String name) {
    boolean kept = Files.exists(copy(name));
    return kept && PolicyReader.read(copy(name)) instanceof ReadResult.Read read
        ? Optional.of(read.policies())
        : Optional.empty();
  }

  private Path copy(String name) {
    return folder.resolve(name);
  }

  /** An action on the disk. */
  private interface DiskAction {
    void run() throws IOException;
  }

  private void attempt(DiskAction action) {
    try {
      action.run();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("state={} good policies cannot be kept for the next start", folder, e);
      }
    }
  }
}
