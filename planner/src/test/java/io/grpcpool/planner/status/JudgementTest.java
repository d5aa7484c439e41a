package io.grpcpool.planner.status;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.plan;
import static io.grpcpool.planner.Planning.view;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointBuilder;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanProblem;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Discovery;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.policy.status.ConditionReason;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgementTest {

  private static final ClientCounts SYNCED = new ClientCounts(3, 3, 0, "");
  private static final ClientCounts PARTIAL = new ClientCounts(3, 2, 0, "");
  private static final ClientCounts NACKED = new ClientCounts(3, 2, 1, "node n: bad weight");

  private static final EndpointBuilder ONE = anEndpoint(1).version("1");
  private static final EndpointBuilder TWO = anEndpoint(2).version("2");
  private static final Plan GOOD = plan(aRoute().track("1", 90).track("2", 10), ONE, TWO);
  private static final Plan EMPTY_CANARY = plan(aRoute().track("1", 90).track("2", 10), ONE);
  private static final Plan EMPTY_WEIGHTLESS = plan(aRoute().track("1", 100).track("2", 0), ONE);
  private static final Plan EMPTY_MATCHED =
      plan(
          aRoute()
              .track("1", 100)
              .track("2", 0)
              .match(new CallMatch.Metadata("x-canary", "true"), "2"),
          ONE);
  private static final Plan STALE = stale("dc1: ConsulBusy: too many connections");
  private static final Plan STALE_KUBERNETES = withSource(STALE, "kubernetes");
  private static final Plan STALE_FILE = withSource(STALE, "file");
  private static final Plan PANIC =
      plan(
          aRoute(),
          anEndpoint(1),
          anEndpoint(2).health(EndpointHealth.CRITICAL),
          anEndpoint(3).health(EndpointHealth.CRITICAL));
  private static final Rejected INVALID =
      new Rejected(
          Rejected.Reason.INVALID_SPEC,
          List.of(new PlanProblem("spec.tracks[0].weight", "-1", "must be 0 or more")));
  private static final Rejected CONFLICT =
      new Rejected(
          Rejected.Reason.TARGET_CONFLICT,
          List.of(new PlanProblem("spec.target", "users", "belongs to the older policy a/b")));
  private static final Waiting WAITING = new Waiting("consul", "no answer yet");

  /** The phase, then each condition as type=status/reason in the order of status. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void judges(String state, StatusInput input, String phase, List<String> conditions) {
    Judgement judgement = Judgement.of(input);

    assertThat(judgement.phase().text()).isEqualTo(phase);
    assertThat(judgement.verdicts())
        .extracting(v -> v.type().text() + "=" + v.status() + "/" + v.reason().text())
        .containsExactlyElementsOf(conditions);
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(
            "served and acknowledged",
            served(GOOD, SYNCED),
            "Stable",
            List.of(
                "Ready=True/Enforced",
                "Accepted=True/Accepted",
                "DiscoverySynced=True/Synced",
                "XdsSynced=True/AllAcked",
                "CanaryHealthy=True/WithinThresholds")),
        Arguments.of(
            "served, nobody connected",
            served(plan(aRoute(), anEndpoint(1)), ClientCounts.NONE),
            "Stable",
            List.of(
                "Ready=True/Enforced",
                "Accepted=True/Accepted",
                "DiscoverySynced=True/Synced",
                "XdsSynced=True/NoClients",
                "CanaryHealthy=True/NoCanary")),
        Arguments.of(
            "not acknowledged by all",
            served(GOOD, PARTIAL),
            "Progressing",
            List.of(
                "Ready=False/XdsNotSynced",
                "Accepted=True/Accepted",
                "DiscoverySynced=True/Synced",
                "XdsSynced=False/Partial",
                "CanaryHealthy=True/WithinThresholds",
                "Reconciling=True/XdsNotSynced")),
        Arguments.of(
            "refused by a client",
            served(GOOD, NACKED),
            "Degraded",
            List.of(
                "Ready=False/XdsNotSynced",
                "Accepted=True/Accepted",
                "DiscoverySynced=True/Synced",
                "XdsSynced=False/Nacked",
                "CanaryHealthy=True/WithinThresholds",
                "Stalled=True/Nacked")),
        Arguments.of(
            "a track with weight is empty",
            served(EMPTY_CANARY, SYNCED),
            "Degraded",
            List.of(
                "Ready=False/EndpointsUnavailable",
                "Accepted=True/Accepted",
                "DiscoverySynced=True/Synced",
                "XdsSynced=True/AllAcked",
                "CanaryHealthy=False/EndpointsUnavailable")),
        Arguments.of(
            "waiting for the source",
            new StatusInput(1, WAITING, null, null, ClientCounts.NONE, Map.of(), false),
            "Pending",
            List.of(
                "Ready=False/Initializing",
                "Accepted=True/Accepted",
                "DiscoverySynced=Unknown/ConsulUnavailable",
                "Reconciling=True/Initializing")),
        Arguments.of(
            "invalid from the start",
            new StatusInput(1, INVALID, null, null, ClientCounts.NONE, Map.of(), false),
            "Pending",
            List.of(
                "Ready=False/NotAccepted",
                "Accepted=False/InvalidSpec",
                "Stalled=True/InvalidSpec")),
        Arguments.of(
            "an edit is invalid and the last good stays",
            new StatusInput(2, INVALID, GOOD, GOOD, SYNCED, Map.of(), false),
            "Degraded",
            List.of(
                "Ready=False/NotAccepted",
                "Accepted=False/InvalidSpec",
                "DiscoverySynced=True/Synced",
                "XdsSynced=True/AllAcked",
                "CanaryHealthy=True/WithinThresholds",
                "Stalled=True/InvalidSpec")));
  }

  @ParameterizedTest(name = "{0}: {1}, Ready {2}, {3}")
  @MethodSource("phases")
  void tellsThePhase(String state, String phase, String ready, String reason, StatusInput input) {
    Judgement judgement = Judgement.of(input);

    assertThat(judgement.phase().text()).isEqualTo(phase);
    assertThat(judgement.ready().status()).isEqualTo(ready);
    assertThat(judgement.ready().reason().text()).isEqualTo(reason);
  }

  static Stream<Arguments> phases() {
    Plan suspended = GOOD.suspended(GOOD.listeners());
    return Stream.of(
        Arguments.of("stale", "Degraded", "True", "Enforced", served(STALE, SYNCED)),
        Arguments.of("panic", "Degraded", "True", "Enforced", served(PANIC, SYNCED)),
        Arguments.of("suspended", "Suspended", "False", "Suspended", served(suspended, SYNCED)),
        Arguments.of(
            "an empty track without weight",
            "Stable",
            "True",
            "Enforced",
            served(EMPTY_WEIGHTLESS, SYNCED)),
        Arguments.of(
            "an empty track that calls are matched to",
            "Degraded",
            "False",
            "EndpointsUnavailable",
            served(EMPTY_MATCHED, SYNCED)),
        Arguments.of(
            "deleted",
            "Terminating",
            "True",
            "Enforced",
            new StatusInput(1, new Planned(GOOD), GOOD, GOOD, SYNCED, Map.of(), true)),
        Arguments.of(
            "an edit not published yet",
            "Progressing",
            "False",
            "XdsNotSynced",
            new StatusInput(2, new Planned(GOOD), GOOD, GOOD, SYNCED, Map.of(), false)),
        Arguments.of(
            "the first not published yet",
            "Pending",
            "False",
            "XdsNotSynced",
            new StatusInput(1, new Planned(GOOD), null, null, ClientCounts.NONE, Map.of(), false)),
        Arguments.of(
            "a new source has not answered",
            "Progressing",
            "False",
            "Initializing",
            new StatusInput(2, WAITING, GOOD, GOOD, SYNCED, Map.of(), false)),
        Arguments.of(
            "a conflict",
            "Degraded",
            "False",
            "NotAccepted",
            new StatusInput(2, CONFLICT, GOOD, GOOD, SYNCED, Map.of(), false)));
  }

  @Test
  void namesFieldValueAndRuleOfWhatIsWrong() {
    Judgement judgement =
        Judgement.of(new StatusInput(2, INVALID, GOOD, GOOD, SYNCED, Map.of(), false));

    assertThat(judgement.ready().message())
        .isEqualTo("spec.tracks[0].weight: must be 0 or more (is -1); generation 1 stays served");
  }

  @Test
  void showsFiveProblemsAndCountsTheRest() {
    Rejected many =
        new Rejected(
            Rejected.Reason.INVALID_SPEC,
            Collections.nCopies(7, new PlanProblem("spec.x", "", "must not be")));

    assertThat(Verdicts.problems(many)).endsWith("; spec.x: must not be; and 2 more");
  }

  @Test
  void cutsMessagesThatAreTooLong() {
    Rejected huge =
        new Rejected(
            Rejected.Reason.INVALID_SPEC,
            List.of(new PlanProblem("spec.x", "v".repeat(5_000), "must be short")));

    Verdict verdict = Verdicts.accepted(1, huge);

    assertThat(verdict.message()).hasSize(1_024).endsWith("…");
  }

  @Test
  void saysWhoRefusesWhat() {
    assertThat(Verdicts.acknowledged(NACKED).message())
        .isEqualTo("2/3 clients are on what is served, 1 refuse it: node n: bad weight");
  }

  @Test
  void saysWhatASelectorWithoutWeightDoesNotMatch() {
    assertThat(Verdicts.tracks(EMPTY_WEIGHTLESS).message())
        .isEqualTo("track 2: selector version=2 matches no endpoint");
  }

  @Test
  void acceptsAPolicyThatLostABareNameAndSaysToWhom() {
    RouteView route = aRoute().build();
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, Seniority.ofPath("b.yaml", 0)));
    claims.put(NameClaim.of(aRoute("bank", "users").build(), Seniority.ofPath("a.yaml", 0)));
    EndpointsView endpoints = view(anEndpoint(1));

    Verdict verdict =
        Verdicts.accepted(1, new Planner().plan(route, endpoints, claims.grant(route.id()), null));

    assertThat(verdict.isTrue()).isTrue();
    assertThat(verdict.reason()).isEqualTo(ConditionReason.TARGET_CONFLICT);
    assertThat(verdict.message()).isEqualTo("name users belongs to policy bank/users");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("staleSources")
  void givesTheReasonOfTheSource(Plan stale, ConditionReason reason) {
    assertThat(Verdicts.discovered(stale).reason()).isEqualTo(reason);
  }

  static Stream<Arguments> staleSources() {
    return Stream.of(
        Arguments.of(STALE, ConditionReason.CONSUL_STALE),
        Arguments.of(stale("dc1: ConsulUnavailable: refused"), ConditionReason.CONSUL_UNAVAILABLE),
        Arguments.of(
            stale("dc1: ConsulAclFiltered: the token lacks node:read"),
            ConditionReason.CONSUL_ACL_FILTERED),
        Arguments.of(STALE_KUBERNETES, ConditionReason.KUBERNETES_WATCH_LOST),
        Arguments.of(STALE_FILE, ConditionReason.SOURCE_UNAVAILABLE));
  }

  private static StatusInput served(Plan plan, ClientCounts clients) {
    return new StatusInput(
        plan.generation(), new Planned(plan), plan, plan, clients, Map.of(), false);
  }

  private static Plan stale(String detail) {
    return plan(aRoute(), view(anEndpoint(1)).stale(detail));
  }

  private static Plan withSource(Plan plan, String source) {
    return new Plan(
        plan.policy(),
        plan.generation(),
        plan.listeners(),
        plan.allowedConsumers(),
        plan.routes(),
        plan.clusters(),
        plan.pool(),
        plan.calls(),
        plan.tracks(),
        plan.endpoints(),
        plan.problems(),
        plan.notes(),
        new Discovery(source, plan.discovery().freshness(), plan.discovery().detail()),
        plan.suspended());
  }
}
