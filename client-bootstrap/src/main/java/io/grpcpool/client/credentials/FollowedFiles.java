package io.grpcpool.client.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Confined to one thread at a time. Loads files again when one of them has changed. What cannot be
 * loaded leaves the old in place, and is tried again.
 */
final class FollowedFiles {

  private static final Logger LOG = Logger.getLogger(FollowedFiles.class.getName());

  private final Loading loading;
  private final List<Path> files;
  private List<FileTime> loaded = List.of();
  private String complaint = "";

  /** Takes in what the files hold. */
  interface Loading {
    void load() throws IOException, GeneralSecurityException;
  }

  FollowedFiles(Loading loading, Path... files) {
    this.loading = loading;
    this.files = List.of(files);
  }

  void load() throws IOException, GeneralSecurityException {
    List<FileTime> now = new ArrayList<>();
    for (Path file : files) {
      now.add(Files.getLastModifiedTime(file));
    }
    if (!now.equals(loaded)) {
      loading.load();
      loaded = now;
    }
  }

  /** As {@link #load}; says what went wrong in the log, once until it is something else. */
  void reload() {
    try {
      load();
      complaint = "";
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      String now = files + " cannot be loaded again, the old stay: " + e.getMessage();
      if (!now.equals(complaint)) {
        complaint = now;
        LOG.log(Level.WARNING, now);
      }
    }
  }
}
