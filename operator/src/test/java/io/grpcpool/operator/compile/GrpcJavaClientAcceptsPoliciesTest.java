package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.xds.GrpcJavaParser;
import io.grpc.xds.GrpcJavaXdsClient;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.SyncState;
import io.grpcpool.xds.TypeStatus;
import io.grpcpool.xds.ViewSelector;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.admission.AdmissionLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random policies with random catalogues, from the document to grpc-java's own xDS client over a
 * real stream: it accepts every resource. The number in the name of a policy that is not accepted
 * is the seed that makes it again.
 */
@Timeout(180)
class GrpcJavaClientAcceptsPoliciesTest {

  private static final int POLICIES = 10_000;
  private static final int POLICIES_PER_BATCH = 100;

  /** The client asks for each name that it watches anew until its stream is ready. */
  private static final AdmissionLimits MANY_REQUESTS =
      new AdmissionLimits(400, 1_000, 1024 * 1024, 16 * 1024, 5_000, 100_000);

  private final PlanCompiler compiler = new PlanCompiler();

  @ParameterizedTest
  @MethodSource("batches")
  void acceptsEveryResourceOfRandomPolicies(int first) throws Exception {
    List<Plan> plans =
        IntStream.range(first, first + POLICIES_PER_BATCH).mapToObj(this::plan).toList();
    List<ServedResource> resources =
        plans.stream().flatMap(plan -> compiler.compile(plan).stream()).toList();

    try (XdsServer server = XdsServer.builder().limits(MANY_REQUESTS).build().start();
        GrpcJavaXdsClient client =
            new GrpcJavaXdsClient(server.port(), "batch-" + first, first % 200 == 0 ? "a" : "")) {
      server.publish(new ResourceUpdate(resources, Set.of()));
      resources.forEach(resource -> watch(client, resource));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                client.askAgain();
                return client.received() + client.problems().size() >= resources.size();
              });

      assertThat(client.problems()).isEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> types(server).stream().allMatch(this::settled));
      assertThat(types(server)).extracting(TypeStatus::state).containsOnly(SyncState.SYNCED);
      assertThat(types(server)).extracting(TypeStatus::error).containsOnlyNulls();
    }
  }

  @ParameterizedTest
  @MethodSource("batches")
  void theParserAcceptsWhatOtherImplementationsGet(int first) throws Exception {
    for (int seed = first; seed < first + POLICIES_PER_BATCH; seed++) {
      Plan plan = plan(seed);
      for (ClusterPlan cluster : plan.clusters()) {
        assertThat(
                GrpcJavaParser.cluster(
                        ClusterMessages.standard(cluster.name(), plan.pool(), plan.calls()))
                    .name())
            .isEqualTo(cluster.name());
        assertThat(
                GrpcJavaParser.endpoints(
                    EndpointMessages.assignments(cluster).get(ViewSelector.ANY)))
            .as("endpoints of policy %s", plan.policy())
            .isEqualTo(
                cluster.localities().stream().mapToInt(group -> group.backends().size()).sum());
      }
    }
  }

  /** The first seed of each batch. */
  static IntStream batches() {
    return IntStream.range(0, POLICIES / POLICIES_PER_BATCH)
        .map(batch -> batch * POLICIES_PER_BATCH);
  }

  private Plan plan(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String document = new RandomPolicies(random).next("p-" + seed);
    return Plans.of(document, new RandomPlans(random).endpoints());
  }

  private static void watch(GrpcJavaXdsClient client, ServedResource resource) {
    String name = resource.key().name();
    switch (resource.key().type()) {
      case LISTENER -> client.watchListener(name);
      case CLUSTER -> client.watchCluster(name);
      case ENDPOINTS -> client.watchEndpoints(name);
      case ROUTE_CONFIGURATION -> throw new IllegalStateException("routes are in the listeners");
    }
  }

  private static List<TypeStatus> types(XdsServer server) {
    return server.clients().get(0).types();
  }

  private boolean settled(TypeStatus type) {
    return type.state() == SyncState.SYNCED || type.state() == SyncState.ERROR;
  }
}
