package io.grpcpool.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One watch per service, however many policies ask for it. */
class EndpointSourcesTest {

  private static final ServiceRef SHOP = new ServiceRef.External("counting", new TreeMap<>());
  private static final EndpointsView ANSWER = EndpointsView.fresh(List.of(), List.of());

  private final CountingSource source = new CountingSource();
  private final EndpointSources sources = new EndpointSources(Map.of("counting", k -> source));
  private final List<EndpointsView> first = new ArrayList<>();
  private final List<EndpointsView> second = new ArrayList<>();

  /** Not thread-safe. Counts its watches and answers when told. */
  private static final class CountingSource implements EndpointSource {
    private final List<Consumer<EndpointsView>> open = new ArrayList<>();
    private int opened;

    @Override
    public String kind() {
      return "counting";
    }

    @Override
    public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
      opened++;
      open.add(listener);
      return () -> open.remove(listener);
    }

    @Override
    public void close() {
      open.clear();
    }
  }

  @Test
  void sharesOneWatchBetweenPolicies() {
    sources.watch(SHOP, first::add);
    sources.watch(SHOP, second::add);

    source.open.get(0).accept(ANSWER);

    assertThat(source.opened).isEqualTo(1);
    assertThat(first).last().isEqualTo(ANSWER);
    assertThat(second).last().isEqualTo(ANSWER);
  }

  @Test
  void tellsALatecomerTheLastAnswerAtOnce() {
    sources.watch(SHOP, first::add);
    source.open.get(0).accept(ANSWER);

    sources.watch(SHOP, second::add);

    assertThat(second).containsExactly(ANSWER);
  }

  @Test
  void keepsTheWatchWhileOnePolicyUsesIt() {
    Watch one = sources.watch(SHOP, first::add);
    sources.watch(SHOP, second::add);

    one.close();
    one.close();

    assertThat(source.open).hasSize(1);
  }

  @Test
  void endsTheWatchWithItsLastUser() {
    Watch one = sources.watch(SHOP, first::add);
    Watch two = sources.watch(SHOP, second::add);

    one.close();
    two.close();

    assertThat(source.open).isEmpty();
  }

  @Test
  void opensANewWatchAfterTheLastUserWent() {
    sources.watch(SHOP, first::add).close();

    sources.watch(SHOP, second::add);

    assertThat(source.opened).isEqualTo(2);
  }

  @Test
  void namesTheKindsThatThereAreWhenAskedForAnother() {
    ServiceRef other = new ServiceRef.External("zookeeper", new TreeMap<>());

    assertThatThrownBy(() -> sources.watch(other, first::add))
        .hasMessage("no source of kind zookeeper; there are [counting]");
  }
}
