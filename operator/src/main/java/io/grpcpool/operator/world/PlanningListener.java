package io.grpcpool.operator.world;

import java.time.Duration;

/** Called on the planner thread; must return at once. Hears when changes come and are planned. */
public interface PlanningListener {

  /** Hears nothing. */
  PlanningListener NONE =
      new PlanningListener() {
        @Override
        public void changed(String source, String kind) {}

        @Override
        public void debounced(String kind, Duration waited) {}
      };

  /**
   * A source told of a change.
   *
   * @param source the kind of the source, or {@code policy} for an edit
   * @param kind loss, gain or configuration
   */
  void changed(String source, String kind);

  /**
   * A policy is planned for a change.
   *
   * @param kind that of the change that is planned now
   * @param waited since the first change that it is planned for; zero for the first of a quiet one
   */
  void debounced(String kind, Duration waited);
}
