package io.grpcpool.demo.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Immutable. How a control plane is run: standalone, or as the operator of a cluster.
 *
 * @param policyTarget where it looks for policies
 * @param flags its flags that say so
 * @param environment its variables that say so
 * @param cleanUp takes away what was prepared outside of the demo's own folder
 */
public record Setup(
    PolicyTarget policyTarget,
    List<String> flags,
    Map<String, String> environment,
    CleanUp cleanUp) {
  public Setup {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /** What is left to do in the end. */
  @FunctionalInterface
  public interface CleanUp {
    /** Does it. */
    void run() throws InterruptedException;
  }

  /** Policies in a folder, state in another. */
  public static Setup standalone(Path policies, Path state) {
    return new Setup(
        new PolicyFile(policies),
        List.of("--policies", policies.toString(), "--state", state.toString()),
        Map.of(),
        () -> {});
  }
}
