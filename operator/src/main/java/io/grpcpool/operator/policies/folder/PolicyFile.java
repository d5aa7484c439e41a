package io.grpcpool.operator.policies.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What tells a file from its next version without reading it. Links are followed, so
 * that a mounted ConfigMap, whose links all move at once, counts as changed.
 */
record PolicyFile(Path path, FileTime modified, long size, @Nullable Object identity) {

  static PolicyFile look(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new PolicyFile(
        path, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  /** As logs, messages and the order among policies name it. */
  String name() {
    return path.getFileName().toString();
  }
}
