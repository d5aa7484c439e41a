package io.grpcpool.it.support;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Immutable. A server that the suites need is on this machine nowhere that they look. */
public final class MissingServerException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  MissingServerException(String program, List<Path> folders) {
    super(
        """
        The integration tests need the program '%s' and found it nowhere. They look in, first to last:
          1. the folder of the system property %s (given to Maven as -D)
          2. the folder of the environment variable %s
          3. the folder of fabric8's kube-api-test: KUBE_API_TEST_DIR, else ~/.kubeapitest
          4. PATH
        Folders looked into this time: %s, then PATH.
        Where Go is installed, `integration-tests/servers/build DIR` makes all of them from their Go modules;
        then set %s=DIR and run `mvn verify -Pit` again."""
            .formatted(
                program,
                TestServers.PROPERTY,
                TestServers.VARIABLE,
                folders.stream().map(Path::toString).collect(Collectors.joining(", ")),
                TestServers.VARIABLE));
  }
}
