package io.grpcpool.demo.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Thread-safe: holds only paths. A policy as a file in the folder that the control plane watches.
 */
public final class PolicyFile implements PolicyTarget {
  private final Path file;

  /** A policy file in {@code folder}. */
  public PolicyFile(Path folder) {
    this.file = folder.resolve("user-service.yaml");
  }

  @Override
  public void apply(PolicyDraft policy) {
    try {
      Path written = Files.createTempFile(file.getParent(), ".user-service", ".tmp");
      Files.writeString(written, policy.yaml());
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String howToEdit() {
    return "edit " + file;
  }
}
