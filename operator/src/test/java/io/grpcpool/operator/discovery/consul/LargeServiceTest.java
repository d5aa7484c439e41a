package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One service with ten thousand instances. */
@Timeout(60)
class LargeServiceTest {
  private static final int INSTANCES = 10_000;

  private final WatchFixture fixture = new WatchFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void isReadWholeAndOneFlipIsOneView() {
    fixture.consul.reads("web", Answer.read(100, instances("passing")).gzipped());
    fixture.watch("web");
    fixture.awaitPoll("web", 1);

    fixture.consul.polls("web", Answer.streamed(101, instances("critical")).gzipped());

    EndpointsView view = fixture.awaitView(given -> critical(given) == 1);
    fixture.awaitPoll("web", 2);
    assertThat(view.endpoints()).hasSize(INSTANCES);
    assertThat(fixture.views()).hasSize(2);
  }

  private static String instances(String stateOfTheLast) {
    return list(
        IntStream.range(0, INSTANCES)
            .mapToObj(i -> anInstance("i" + i).at("10.0.0.1", 10_000 + i))
            .map(i -> i.id().equals("i9999") ? i.checked(stateOfTheLast) : i)
            .toArray(InstanceJson[]::new));
  }

  private static long critical(EndpointsView view) {
    return view.endpoints().stream()
        .filter(endpoint -> endpoint.health() == EndpointHealth.CRITICAL)
        .count();
  }
}
