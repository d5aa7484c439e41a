package io.grpcpool.operator.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.audit.AuditEntry.Action;
import io.grpcpool.planner.PolicyId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions as Events, on the client's own mock of an API server. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class PolicyEventsTest {

  KubernetesClient client;

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private boolean leader = true;
  private PolicyEvents events;

  @BeforeEach
  void begin() {
    events = new PolicyEvents(client, () -> leader, () -> now, Runnable::run);
  }

  private void decide(Action action, String outcome) {
    events.record(
        new AuditEntry(
            new PolicyId("shop", "users"),
            3,
            "uid-1",
            "kubectl",
            action,
            "a=100",
            "a=90",
            outcome));
  }

  private List<Event> written() {
    return client.v1().events().inNamespace("shop").list().getItems();
  }

  @Test
  void anEventIsAboutItsPolicy() {
    decide(Action.ACCEPT, "serving users");

    assertThat(written())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getInvolvedObject().getKind()).isEqualTo("GrpcPoolPolicy");
              assertThat(event.getInvolvedObject().getName()).isEqualTo("users");
              assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-1");
              assertThat(event.getReason()).isEqualTo("PolicyAccepted");
              assertThat(event.getType()).isEqualTo("Normal");
              assertThat(event.getMessage())
                  .isEqualTo("generation 3 by kubectl: serving users, shares in percent a=90");
              assertThat(event.getFirstTimestamp()).isEqualTo("2026-01-01T12:00:00Z");
            });
  }

  @Test
  void whatAPersonShouldLookAtIsAWarning() {
    decide(Action.REJECT, "spec.target: bad");

    assertThat(written()).extracting(Event::getType).containsExactly("Warning");
  }

  @ParameterizedTest
  @EnumSource
  void everyDecisionHasAReasonThatKubernetesTakes(Action action) {
    assertThat(EventReason.of(action).text()).matches("[A-Z][A-Za-z]{2,60}");
  }

  @Test
  void theSameEventAgainIsCounted() {
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");
    now = now.plusSeconds(30);
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");

    assertThat(written())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getCount()).isEqualTo(2);
              assertThat(event.getLastTimestamp()).isEqualTo("2026-01-01T12:00:30Z");
            });
  }

  @Test
  void theSameEventMuchLaterIsANewOne() {
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");
    now = now.plus(PolicyEvents.SAME);
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");

    assertThat(written()).hasSize(2);
  }

  @Test
  void anEventThatExpiredIsWrittenAnew() {
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");
    client.v1().events().inNamespace("shop").delete();
    now = now.plusSeconds(1);
    decide(Action.EMPTY_TRACK, "track a has no usable endpoint");

    assertThat(written()).extracting(Event::getCount).containsExactly(1);
  }

  @Test
  void aReplicaThatDoesNotLeadWritesNone() {
    leader = false;

    decide(Action.ACCEPT, "serving users");

    assertThat(written()).isEmpty();
  }

  @Test
  void aPolicyThatFlapsHasABoundedNumber() {
    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(1);
      decide(Action.ACCEPT, "serving users" + i);
    }

    assertThat(written()).hasSize(EventBudget.BURST);
  }

  @Test
  void aLongMessageIsCut() {
    decide(Action.REJECT, "x".repeat(5_000));

    assertThat(written())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage()).hasSize(EventTexts.MAX_MESSAGE));
  }
}
