package io.grpcpool.demo.step;

import java.util.List;

/**
 * Immutable. The steps of the demo, in their order. No step takes the last backend of a track that
 * has weight.
 */
public final class DemoScript {
  /** The two backends of the old version; the second is stopped. */
  public static final List<String> OLD_BACKENDS = List.of("old-1", "old-2");

  /** The two backends of the new version; the second is killed. */
  public static final List<String> NEW_BACKENDS = List.of("new-1", "new-2");

  private DemoScript() {}

  /** All steps. */
  public static List<Step> steps() {
    return List.of(
        new Baseline(90, 10),
        new ShiftWeights(50, 50),
        new ShiftWeights(0, 100),
        new ShiftWeights(100, 0),
        new ResizePool(4),
        new ResizePool(1),
        new StopBackend("old-2"),
        new ShiftWeights(50, 50),
        new KillBackend("new-2"),
        new RestartControlPlane(80, 20));
  }
}
