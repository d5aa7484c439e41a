package io.grpcpool.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.status.ClientsStatus;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.grpcpool.policy.status.TrackStatus;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a status remembers, and how clients are counted. */
class StatusesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final PolicyId SHOP = new PolicyId("default", "shop");

  private Instant now = NOON;
  private Acknowledgements counts = new Acknowledgements(0, 0, 0, List.of());
  private final Statuses statuses =
      new Statuses(id -> List.of(key -> counts), id -> Map.of(), () -> now);

  private static PolicyReport report(long generation, int stable, int canary) {
    ReadResult.Read read =
        (ReadResult.Read)
            PolicyReader.read(
                "shop",
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: shop}
                spec:
                  discovery:
                    static:
                      endpoints:
                        - {address: 10.0.0.1, port: 1, labels: {version: "1"}}
                        - {address: 10.0.0.2, port: 1, labels: {version: "2"}}
                  tracks:
                    - {name: stable, selector: {version: "1"}, weight: %d}
                    - {name: canary, selector: {version: "2"}, weight: %d}
                """
                    .formatted(stable, canary));
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.getMetadata().setGeneration(generation);
    Seniority seniority = Seniority.ofPath("shop.yaml", 0);
    Plan plan = plan(RouteViews.of(policy), seniority);
    return new PolicyReport(
        new PolicyDocument(SHOP, generation, policy, seniority, "file"),
        new Planned(plan),
        plan,
        null,
        false);
  }

  private static Plan plan(RouteView route, Seniority seniority) {
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, seniority));
    ServiceRef.Fixed fixed = (ServiceRef.Fixed) route.service();
    EndpointsView endpoints = EndpointsView.fresh(fixed.endpoints(), fixed.problems());
    return ((Planned) new Planner().plan(route, endpoints, claims.grant(SHOP), null)).plan();
  }

  private static List<Integer> acknowledged(GrpcPoolPolicyStatus status) {
    return status.tracks().stream().map(TrackStatus::acknowledgedBasisPoints).toList();
  }

  @Test
  void saysNothingOfAcknowledgedSharesBeforeAClientCame() {
    GrpcPoolPolicyStatus status = statuses.of(report(1, 90, 10));

    assertThat(acknowledged(status)).containsExactly(null, null);
  }

  @Test
  void showsTheSharesThatEveryClientAcknowledged() {
    counts = new Acknowledgements(3, 3, 0, List.of());

    assertThat(acknowledged(statuses.of(report(1, 90, 10)))).containsExactly(9_000, 1_000);
  }

  @Test
  void keepsTheLastAcknowledgedSharesWhileANewWeightIsOnItsWay() {
    counts = new Acknowledgements(3, 3, 0, List.of());
    statuses.of(report(1, 90, 10));

    counts = new Acknowledgements(3, 2, 0, List.of());
    GrpcPoolPolicyStatus status = statuses.of(report(2, 50, 50));

    assertThat(acknowledged(status)).containsExactly(9_000, 1_000);
  }

  @Test
  void theClientFurthestBehindDecidesWhoIsSynced() {
    counts = new Acknowledgements(3, 2, 1, List.of());

    GrpcPoolPolicyStatus status = statuses.of(report(1, 90, 10));

    assertThat(status.clients().nacked()).isEqualTo(1);
    assertThat(status.clients().synced()).isLessThan(status.clients().connected());
  }

  @Test
  void countsTheClientsOfEveryReplica() {
    var here = new Acknowledgements(3, 3, 0, List.of());
    var there = new Acknowledgements(4, 3, 1, List.of(new Refusal("n", "v", "no", NOON)));
    Statuses ofTwo =
        new Statuses(id -> List.of(key -> here, key -> there), id -> Map.of(), () -> NOON);

    ClientsStatus clients = ofTwo.of(report(1, 90, 10)).clients();

    // Each plan has the names shop and shop.default.
    assertThat(clients.connected()).isEqualTo(14);
    assertThat(clients.synced()).isEqualTo(13);
    assertThat(clients.nacked()).isEqualTo(1);
  }

  @Test
  void sharesAreAcknowledgedWhenTheClientsOfEveryReplicaHaveThem() {
    var here = new Acknowledgements(3, 3, 0, List.of());
    counts = new Acknowledgements(2, 1, 0, List.of());
    Statuses ofTwo =
        new Statuses(id -> List.of(key -> here, key -> counts), id -> Map.of(), () -> NOON);

    assertThat(acknowledged(ofTwo.of(report(1, 90, 10)))).containsExactly(null, null);
    counts = new Acknowledgements(2, 2, 0, List.of());
    assertThat(acknowledged(ofTwo.of(report(1, 90, 10)))).containsExactly(9_000, 1_000);
  }

  @Test
  void aConditionKeepsItsTimeWhileItKeepsItsStatus() {
    statuses.of(report(1, 90, 10));
    now = NOON.plusSeconds(60);

    GrpcPoolPolicyStatus status = statuses.of(report(2, 50, 50));

    assertThat(status.conditions())
        .filteredOn(condition -> "Accepted".equals(condition.type()))
        .allSatisfy(c -> assertThat(c.lastTransitionTime()).isEqualTo(NOON.toString()));
  }

  @Test
  void takesTheTimesThatAnEarlierProcessWrote() {
    GrpcPoolPolicyStatus written =
        new Statuses(id -> List.of(key -> counts), id -> Map.of(), () -> NOON)
            .of(report(1, 90, 10));
    now = NOON.plusSeconds(60);

    statuses.remember(SHOP, written);
    GrpcPoolPolicyStatus status = statuses.of(report(1, 90, 10));

    assertThat(status).isEqualTo(written);
  }
}
