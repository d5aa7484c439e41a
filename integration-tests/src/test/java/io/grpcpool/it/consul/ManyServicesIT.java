package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred services on a Consul that grants an address two hundred connections. */
@Timeout(180)
class ManyServicesIT {
  private static final int SERVICES = 520;

  @TempDir Path folder;

  @Test
  void seesAllServicesAndAChangeOfOneThatHasNoPollOfItsOwn() {
    try (ConsulAgent agent = ConsulAgent.start(TestServers.locate(), folder)) {
      ConsulApi api = new ConsulApi(agent.address(), "");
      List<String> services = IntStream.range(0, SERVICES).mapToObj(i -> "s" + i).toList();
      services.forEach(service -> api.register(service, service + "-1", 1001));
      ConsulSettings settings = ConsulSettings.defaults().withAddress(agent.address());
      try (Discovery discovery = Discovery.of(services, settings, Duration.ofSeconds(1))) {
        discovery.awaitFresh(SERVICES);

        // The last to be read is not among the hundred that poll.
        String last = "s" + (SERVICES - 1) + "-1";
        api.check(last, "fail");
        long failed = System.nanoTime();
        EndpointsView view = discovery.awaitHealth(last, EndpointHealth.CRITICAL);

        // In turn it would take up to thirty seconds.
        Duration took = Duration.ofNanos(System.nanoTime() - failed);
        System.out.printf("change of one of %d services to view: %s%n", SERVICES, took);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(view.endpoints()).hasSize(1);
      }
    }
  }
}
