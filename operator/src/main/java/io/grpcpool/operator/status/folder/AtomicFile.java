package io.grpcpool.operator.status.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Thread-safe for different files; one writer per file. Readers see the old content or the new one,
 * never a part.
 */
final class AtomicFile {

  private final Path path;

  AtomicFile(Path path) {
    this.path = path;
  }

  void write(byte[] content) throws IOException {
    Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
    Files.write(fresh, content);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
