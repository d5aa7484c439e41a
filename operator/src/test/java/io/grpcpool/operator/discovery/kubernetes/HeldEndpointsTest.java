package io.grpcpool.operator.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.Locality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A service that drops to nothing at once. */
class HeldEndpointsTest {

  private static final EndpointsView ONE = view("users-1");
  private static final EndpointsView EMPTY = EndpointsView.fresh(List.of(), List.of());

  private final FakeTimer timer = new FakeTimer();
  private final List<EndpointsView> told = new ArrayList<>();
  private Supplier<EndpointsView> secondReading = () -> EMPTY;
  private final HeldEndpoints held =
      new HeldEndpoints("shop/users", () -> secondReading.get(), timer, told::add);

  private static EndpointsView view(String pod) {
    Endpoint endpoint =
        new Endpoint(
            pod,
            "10.0.0.1",
            50_051,
            EndpointHealth.PASSING,
            1,
            new TreeMap<>(),
            new TreeSet<>(),
            Locality.NONE,
            "");
    return EndpointsView.fresh(List.of(endpoint), List.of());
  }

  private EndpointsView last() {
    return told.get(told.size() - 1);
  }

  @Test
  void keepsWhatItHadAndSaysWhy() {
    held.accept(ONE);

    held.accept(EMPTY);

    assertThat(last().endpoints()).isEqualTo(ONE.endpoints());
    assertThat(last().freshness()).isEqualTo(Freshness.STALE);
    assertThat(last().detail()).contains("vanished at once");
  }

  @Test
  void isBelievedWhenItLastsAndASecondReadingSaysTheSame() {
    held.accept(ONE);
    held.accept(EMPTY);

    timer.advance(HeldEndpoints.HOLD);

    assertThat(last()).isEqualTo(EMPTY);
  }

  @Test
  void isNotBelievedBeforeTheHoldIsOver() {
    held.accept(ONE);
    held.accept(EMPTY);

    timer.advance(HeldEndpoints.HOLD.minusMillis(1));

    assertThat(last().endpoints()).isNotEmpty();
  }

  @Test
  void isNotBelievedWhileASecondReadingStillFindsEndpoints() {
    secondReading = () -> ONE;
    held.accept(ONE);
    held.accept(EMPTY);

    timer.advance(HeldEndpoints.HOLD.multipliedBy(10));

    assertThat(last().endpoints()).isEqualTo(ONE.endpoints());
  }

  @Test
  void asksAgainWhereTheSecondReadingFails() {
    secondReading =
        () -> {
          throw new IllegalStateException("the API server is away");
        };
    held.accept(ONE);
    held.accept(EMPTY);
    timer.advance(HeldEndpoints.HOLD);
    assertThat(last().endpoints()).isNotEmpty();

    secondReading = () -> EMPTY;
    timer.advance(HeldEndpoints.RETRY);

    assertThat(last()).isEqualTo(EMPTY);
  }

  @Test
  void endpointsThatComeBackEndTheHold() {
    EndpointsView back = view("users-2");
    held.accept(ONE);
    held.accept(EMPTY);

    held.accept(back);
    timer.advance(HeldEndpoints.HOLD);

    assertThat(last()).isEqualTo(back);
  }

  @Test
  void aSecondDropIsHeldForItsWholeTime() {
    held.accept(ONE);
    held.accept(EMPTY);
    timer.advance(Duration.ofSeconds(20));
    held.accept(ONE);
    held.accept(EMPTY);

    timer.advance(Duration.ofSeconds(20));

    assertThat(last().endpoints()).isNotEmpty();
  }

  @Test
  void aWatchThatIsLostMeanwhileKeepsTheHoldOpen() {
    held.accept(ONE);
    held.accept(EMPTY);
    held.accept(EMPTY.stale("the watch is lost"));

    timer.advance(HeldEndpoints.HOLD.multipliedBy(2));

    assertThat(last().endpoints()).isEqualTo(ONE.endpoints());
    assertThat(last().detail()).isEqualTo("the watch is lost");
  }

  @Test
  void aServiceThatNeverHadEndpointsIsEmptyAtOnce() {
    held.accept(EMPTY);

    assertThat(told).containsExactly(EMPTY);
  }

  @Test
  void losingSomeEndpointsIsBelievedAtOnce() {
    EndpointsView two =
        EndpointsView.fresh(
            List.of(ONE.endpoints().get(0), view("users-2").endpoints().get(0)), List.of());
    held.accept(two);

    held.accept(ONE);

    assertThat(told).containsExactly(two, ONE);
  }

  @Test
  void saysNothingAfterItIsClosed() {
    held.accept(ONE);
    held.accept(EMPTY);

    held.close();
    timer.advance(HeldEndpoints.HOLD);

    assertThat(told).hasSize(2);
  }

  /** Not thread-safe. Runs tasks when the test lets time pass. */
  private static final class FakeTimer implements HeldEndpoints.Timer {
    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Task(Duration due, Runnable action) {}

    @Override
    public void after(Duration delay, Runnable task) {
      tasks.add(new Task(now.plus(delay), task));
    }

    void advance(Duration time) {
      Duration end = now.plus(time);
      for (Task next = next(end); next != null; next = next(end)) {
        tasks.remove(next);
        now = next.due();
        next.action().run();
      }
      now = end;
    }

    private @Nullable Task next(Duration end) {
      return tasks.stream()
          .filter(task -> task.due().compareTo(end) <= 0)
          .min(Comparator.comparing(Task::due))
          .orElse(null);
    }
  }
}
