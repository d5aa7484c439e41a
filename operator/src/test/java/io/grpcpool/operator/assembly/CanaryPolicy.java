package io.grpcpool.operator.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Immutable. The policy {@code shop} over an old and a fresh backend. */
record CanaryPolicy(NamedBackend old, NamedBackend fresh) {

  /** Writes it into a folder of policies, in place of what it said before. */
  void write(Path folder, int oldWeight, int freshWeight) throws IOException {
    Files.writeString(
        folder.resolve("shop.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: shop}
        spec:
          discovery:
            static:
              endpoints:
                - {address: 127.0.0.1, port: %d, labels: {version: old}}
                - {address: 127.0.0.1, port: %d, labels: {version: fresh}}
          tracks:
            - {name: stable, selector: {version: old}, weight: %d}
            - {name: canary, selector: {version: fresh}, weight: %d}
        """
            .formatted(old.port(), fresh.port(), oldWeight, freshWeight));
  }
}
