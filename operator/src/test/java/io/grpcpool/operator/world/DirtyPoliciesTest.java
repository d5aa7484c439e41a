package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a changed policy is planned. */
class DirtyPoliciesTest {

  private static final PolicyId SHOP = new PolicyId("default", "shop");
  private static final PolicyId OTHER = new PolicyId("default", "other");

  private final FakePlannerThread thread = new FakePlannerThread();
  private final List<PolicyId> planned = new ArrayList<>();
  private final List<Duration> waited = new ArrayList<>();
  private final DirtyPolicies dirty = new DirtyPolicies(thread, planned::add, new Waits(waited));

  @Test
  void plansTheFirstChangeOfAQuietPolicyAtOnce() {
    dirty.mark(SHOP, Urgency.CONFIGURATION);

    assertThat(planned).containsExactly(SHOP);
  }

  @Test
  void gathersLaterChangesUntilTheWindowEnds() {
    dirty.mark(SHOP, Urgency.CONFIGURATION);
    dirty.mark(SHOP, Urgency.CONFIGURATION);
    dirty.mark(SHOP, Urgency.CONFIGURATION);

    thread.advance(Duration.ofMillis(99));
    assertThat(planned).hasSize(1);
    thread.advance(Duration.ofMillis(1));
    assertThat(planned).hasSize(2);
  }

  @Test
  void gathersGainedEndpointsForFiftyMilliseconds() {
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.GAIN);

    thread.advance(Duration.ofMillis(50));

    assertThat(planned).hasSize(2);
  }

  @Test
  void plansALossAtOnceThoughThePolicyIsNotQuiet() {
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.LOSS);

    assertThat(planned).hasSize(2);
  }

  @Test
  void plansNothingTwiceAfterALossTookTheWaitingChangesAlong() {
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.LOSS);

    thread.advance(Duration.ofSeconds(5));

    assertThat(planned).hasSize(2);
  }

  @Test
  void neverWaitsLongerThanASecondUnderContinuousChange() {
    dirty.mark(SHOP, Urgency.CONFIGURATION);
    for (int i = 0; i < 40; i++) {
      dirty.mark(SHOP, Urgency.CONFIGURATION);
      thread.advance(Duration.ofMillis(25));
    }

    assertThat(planned).hasSize(2);
  }

  @Test
  void isQuietAgainAfterItsWindow() {
    dirty.mark(SHOP, Urgency.CONFIGURATION);
    thread.advance(Duration.ofMillis(100));

    dirty.mark(SHOP, Urgency.CONFIGURATION);

    assertThat(planned).hasSize(2);
  }

  @Test
  void tellsHowLongTheFirstOfTheGatheredChangesWaited() {
    dirty.mark(SHOP, Urgency.GAIN);
    dirty.mark(SHOP, Urgency.GAIN);
    thread.advance(Duration.ofMillis(30));
    dirty.mark(SHOP, Urgency.GAIN);

    thread.advance(Duration.ofMillis(50));

    assertThat(waited).containsExactly(Duration.ZERO, Duration.ofMillis(80));
  }

  /** Notes what changes waited. */
  private record Waits(List<Duration> heard) implements PlanningListener {

    @Override
    public void changed(String source, String kind) {}

    @Override
    public void debounced(String kind, Duration waited) {
      heard.add(waited);
    }
  }

  @Test
  void keepsPoliciesApart() {
    dirty.mark(SHOP, Urgency.CONFIGURATION);
    dirty.mark(OTHER, Urgency.CONFIGURATION);

    assertThat(planned).containsExactly(SHOP, OTHER);
  }
}
