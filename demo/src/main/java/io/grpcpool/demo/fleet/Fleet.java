package io.grpcpool.demo.fleet;

import io.grpcpool.demo.measure.Observations;
import java.util.List;

/** Immutable: it names what runs. The processes of a demo and what the client reports. */
public record Fleet(
    ControlPlane controlPlane,
    PolicyTarget policyTarget,
    List<BackendProcess> backends,
    Observations observations) {
  public Fleet {
    backends = List.copyOf(backends);
  }

  /** The backend of this name. */
  public BackendProcess backend(String name) {
    return backends.stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no backend is named " + name));
  }

  /** The backends of a version that run. */
  public List<BackendProcess> running(String version) {
    return backends.stream()
        .filter(backend -> backend.version().equals(version) && backend.alive())
        .toList();
  }
}
