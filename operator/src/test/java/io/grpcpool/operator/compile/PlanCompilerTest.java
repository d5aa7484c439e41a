package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.ClientImplementation;
import io.grpcpool.xds.ClientView;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.identity.Audience;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {

  private static final ClientView JAVA = new ClientView(ClientImplementation.JAVA, "");
  private static final ClientView GO = new ClientView(ClientImplementation.GO, "");

  private final PlanCompiler compiler = new PlanCompiler();
  private final Plan canary = Plans.of(Plans.CANARY);

  @Test
  void compilesAClusterAndItsEndpointsForEachTrackAndAListenerForEachName() {
    assertThat(compiler.compile(canary))
        .extracting(resource -> resource.key().type() + " " + resource.key().name())
        .containsExactly(
            "CLUSTER shop/users/version=1",
            "ENDPOINTS shop/users/version=1",
            "CLUSTER shop/users/version=2",
            "ENDPOINTS shop/users/version=2",
            "LISTENER people",
            "LISTENER users",
            "LISTENER users.shop");
  }

  @Test
  void knowsTheKeysOfWhatItCompiles() {
    assertThat(compiler.keys(canary)).containsExactlyInAnyOrderElementsOf(byKey(canary).keySet());
  }

  @Test
  void compilesEqualPlansToEqualResources() {
    assertThat(compiler.compile(Plans.of(Plans.CANARY))).isEqualTo(compiler.compile(canary));
  }

  /**
   * Replicas, and a control plane before and after its restart, must agree on versions: a change of
   * these makes every client take everything anew, once.
   */
  @Test
  void compilesToTheSameBytesOnEveryMachine() {
    assertThat(compiler.compile(canary))
        .extracting(resource -> resource.version(JAVA).substring(0, 12))
        .containsExactly(
            "d0af0b9c5c4b",
            "69adfa78510e",
            "2299d46082fe",
            "c78a679b2efb",
            "a5b14a65e02f",
            "72942db2ad98",
            "c85a7502ce2c");
  }

  @Test
  void showsEveryResourceToThoseWhomThePolicyAdmitsAlone() {
    Plan guarded =
        Plans.of(Plans.CANARY.replace("  tracks:", "  allowedConsumers: [bank]\n  tracks:"));

    assertThat(compiler.compile(guarded))
        .extracting(ServedResource::audience)
        .containsOnly(Audience.of(List.of("bank")));
  }

  /** Whatever the validator lets pass, the server takes. */
  @Test
  void takesEachFormOfAConsumer() {
    List<String> forms =
        List.of(
            "shop",
            "shop/web.v2",
            "spiffe://example.org/ns/shop/sa/web",
            "spiffe://example.org/ns/shop/*",
            "spiffe://example.org/*",
            "dns:web.example.org");

    Plan plan =
        Plans.of(
            Plans.CANARY.replace(
                "  tracks:",
                "  allowedConsumers: [\"" + String.join("\", \"", forms) + "\"]\n  tracks:"));

    assertThat(compiler.compile(plan))
        .extracting(ServedResource::audience)
        .containsOnly(Audience.of(forms));
  }

  @Test
  void changesListenersAloneWhenWeightsChange() {
    Plan edited = Plans.of(Plans.CANARY.replace("weight: 90", "weight: 50"));

    assertThat(changed(canary, edited))
        .containsExactlyInAnyOrder("LISTENER people", "LISTENER users", "LISTENER users.shop");
  }

  @Test
  void changesOneAssignmentWhenOneEndpointChanges() {
    Plan edited = Plans.of(Plans.CANARY.replace("port: 50052", "port: 50053"));

    assertThat(changed(canary, edited)).containsExactly("ENDPOINTS shop/users/version=2");
  }

  @Test
  void changesClustersAloneWhenThePoolChanges() {
    Plan edited = Plans.of(Plans.CANARY.replace("max: 4", "max: 5"));

    assertThat(changed(canary, edited))
        .containsExactlyInAnyOrder("CLUSTER shop/users/version=1", "CLUSTER shop/users/version=2");
  }

  @Test
  void hasAnotherClusterForJavaThanForOthers() {
    ServedResource cluster = compiler.compile(canary).get(0);

    assertThat(cluster.version(JAVA)).isNotEqualTo(cluster.version(GO));
  }

  @Test
  void compilesAnEmptyAssignmentForWithdrawalAndChangesNothingElse() {
    assertThat(changed(canary, canary.emptied()))
        .containsExactlyInAnyOrder(
            "ENDPOINTS shop/users/version=1", "ENDPOINTS shop/users/version=2");
  }

  @Test
  void inlinesRoutesAndEndsWithTheRouterFilter() throws Exception {
    RouteConfiguration routes =
        RouteMessages.configuration(
            "shop/users", canary.routes(), canary.calls(), canary.pool().balancing());

    Listener listener = ListenerMessages.listener("users", routes);

    HttpConnectionManager connectionManager =
        listener.getApiListener().getApiListener().unpack(HttpConnectionManager.class);
    assertThat(listener.getName()).isEqualTo("users");
    assertThat(connectionManager.getRouteConfig()).isEqualTo(routes);
    assertThat(connectionManager.getHttpFiltersList())
        .extracting(filter -> filter.getTypedConfig().getTypeUrl())
        .containsExactly("type.googleapis.com/envoy.extensions.filters.http.router.v3.Router");
  }

  private List<String> changed(Plan before, Plan after) {
    Map<ResourceKey, ServedResource> old = byKey(before);
    return compiler.compile(after).stream()
        .filter(resource -> !resource.equals(old.get(resource.key())))
        .map(resource -> resource.key().type() + " " + resource.key().name())
        .toList();
  }

  private Map<ResourceKey, ServedResource> byKey(Plan plan) {
    return compiler.compile(plan).stream()
        .collect(Collectors.toMap(ServedResource::key, Function.identity()));
  }
}
