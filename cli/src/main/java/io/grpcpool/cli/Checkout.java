package io.grpcpool.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Immutable: it names a folder. Where the other parts of Grpcpool are that this command starts. */
record Checkout(Path home) {

  /** The folder that {@code GRPCPOOL_HOME} names; else the one that this jar was built in. */
  static Checkout find() {
    String home = System.getenv("GRPCPOOL_HOME");
    if (home != null && !home.isEmpty()) {
      return new Checkout(Path.of(home));
    }
    try {
      Path code =
          Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Checkout(code.toAbsolutePath().resolve("../../..").normalize());
    } catch (URISyntaxException e) {
      throw new CliException("cannot tell where this command is installed: " + e.getMessage());
    }
  }

  /** The control plane's jar. */
  Path operatorJar() {
    return built("operator/target/quarkus-app/quarkus-run.jar", "the control plane");
  }

  /** The demo's jar. */
  Path demoJar() {
    return built("demo/target/grpcpool-demo.jar", "the demo");
  }

  private Path built(String relative, String what) {
    Path jar = home.resolve(relative);
    if (!Files.isRegularFile(jar)) {
      throw new CliException(
          what
              + " is not built: "
              + jar
              + " is missing; run ./grpcpool in the checkout, which builds it, or set GRPCPOOL_HOME");
    }
    return jar;
  }
}
