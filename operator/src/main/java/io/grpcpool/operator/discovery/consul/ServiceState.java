package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ServiceReading.Absence;
import io.grpcpool.operator.discovery.consul.ServiceReading.Absent;
import io.grpcpool.operator.discovery.consul.ServiceReading.Doubted;
import io.grpcpool.operator.discovery.consul.ServiceReading.Present;
import io.grpcpool.operator.discovery.consul.ServiceReading.Uncertain;
import io.grpcpool.planner.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. What is believed of one service in one datacenter. Streaming
 * answers add and change at once and never remove; plain reads remove, unless the catalogue's index
 * went back.
 */
final class ServiceState {
  private final Duration regressionHoldDown;
  private final RestartHolds restarts;
  private @Nullable ServiceSnapshot accepted;
  private long acceptedIndex;
  private List<Endpoint> held = List.of();
  private Instant heldUntil = Instant.MIN;
  private @Nullable Absent absent;
  private boolean lost;
  private @Nullable Doubt failing;
  private @Nullable Doubt ofDatacenter;
  private @Nullable Doubt ofData;

  ServiceState(Duration regressionHoldDown, RestartHolds restarts) {
    this.regressionHoldDown = regressionHoldDown;
    this.restarts = restarts;
  }

  /** Empty before the first reply. */
  Optional<ServiceReading> reading() {
    Doubt doubt = failing != null ? failing : ofDatacenter;
    ServiceSnapshot shown = shown();
    if (doubt != null) {
      return Optional.of(
          shown != null && absent == null && failing == null
              ? new Uncertain(shown, doubt)
              : new Doubted(doubt));
    }
    if (absent != null) {
      return Optional.of(absent);
    }
    if (shown == null) {
      return Optional.empty();
    }
    return Optional.of(ofData != null ? new Uncertain(shown, ofData) : new Present(shown));
  }

  /** Takes a blocking query's instances; true where some are missing and must be confirmed. */
  boolean polled(ServiceSnapshot answer, Instant now) {
    answered();
    restarts.see(answer, now);
    if (accepted == null) {
      return true;
    }
    List<Endpoint> missing = answer.missingOf(accepted.endpoints());
    accepted = answer.with(missing);
    boolean usableAgain = holdsForEver() && !answer.endpoints().isEmpty();
    if (!holdsForEver()) {
      held = answer.missingOf(held);
      ofData = held.isEmpty() ? null : ofData;
    }
    return !missing.isEmpty() || usableAgain;
  }

  /** Takes the instances of a plain read, which hold. */
  void read(ServiceSnapshot answer, long index, Instant now) {
    answered();
    restarts.see(answer, now);
    restarts.retain(answer);
    ServiceSnapshot shown = shown();
    List<Endpoint> missing = shown == null ? List.of() : answer.missingOf(shown.endpoints());
    boolean regressed = accepted != null && (lost || index < acceptedIndex);
    acceptedIndex = index;
    ofData = null;
    if (answer.endpoints().isEmpty() && !missing.isEmpty()) {
      accepted = new ServiceSnapshot(answer.listed(), List.of(), answer.problems());
      hold(missing, Instant.MAX);
      ofData =
          new Doubt(
              Doubt.Cause.NONE_USABLE, "no instance can be used; the endpoints of before are kept");
      return;
    }
    accepted = answer;
    if (regressed) {
      hold(missing, now.plus(regressionHoldDown));
    } else {
      hold(answer.missingOf(held), holdsForEver() ? Instant.MIN : heldUntil);
    }
    release(now);
  }

  /**
   * Lets go of what was held after the catalogue's index went back or an agent restarted, once its
   * time is over.
   */
  void release(Instant now) {
    restarts.release(now);
    if (!heldUntil.isAfter(now)) {
      held = List.of();
    }
    if (!held.isEmpty() && !holdsForEver()) {
      ofData =
          new Doubt(
              Doubt.Cause.INDEX_REGRESSED,
              "the catalogue's index went back; instances missing since are kept for "
                  + regressionHoldDown.toSeconds()
                  + " s");
    } else if (held.isEmpty()) {
      ofData = null;
    }
  }

  /** When {@link #release} has something to do. */
  Optional<Instant> holdsUntil() {
    Stream<Instant> missing =
        held.isEmpty() || holdsForEver() ? Stream.empty() : Stream.of(heldUntil);
    return Stream.concat(missing, restarts.until().stream()).min(Instant::compareTo);
  }

  /**
   * Takes a consistent read without any instance, and the names of the catalogue.
   *
   * @return why that is not an absence; null where it is one
   */
  @Nullable Doubt nothing(String service, long index, CatalogNames names, Instant now) {
    if (names.has(service)) {
      return new Doubt(
          Doubt.Cause.ACL_FILTERED,
          "the catalogue lists the service without instances: node:read may be missing");
    }
    if (accepted != null && index == acceptedIndex) {
      return new Doubt(Doubt.Cause.EMPTY, "the list is empty though the index did not move");
    }
    answered();
    lost = lost || (accepted != null && (index < acceptedIndex || names.lost(now)));
    Absence absence = lost ? Absence.CATALOG_LOST : Absence.CONFIRMED;
    if (accepted == null && names.bare()) {
      absence = Absence.BARE_CATALOG;
    }
    Instant since = absent == null ? now : absent.since();
    absent = new Absent(absence, since);
    return null;
  }

  /** Takes the index of an answer that said the same; not of a streaming one, which is ahead. */
  void indexed(long index) {
    acceptedIndex = Math.max(acceptedIndex, index);
  }

  void failed(Doubt doubt) {
    failing = doubt;
    absent = null;
  }

  /** Null: its datacenter answers as it should. An absence must last without a doubt. */
  void datacenter(@Nullable Doubt doubt, Instant now) {
    ofDatacenter = doubt;
    absent = absent == null ? null : new Absent(absent.absence(), now);
  }

  boolean isFailing() {
    return failing != null;
  }

  /** Whether an instance, usable or not, stands on one of these nodes. */
  boolean isOn(Set<String> nodes) {
    return accepted != null && accepted.ids().anyMatch(id -> nodes.contains(node(id)));
  }

  private static String node(String id) {
    return id.substring(0, Math.max(0, id.indexOf('/')));
  }

  boolean isAbsent() {
    return absent != null;
  }

  /** Whether an answer differs from the one that is shown. */
  boolean differs(ServiceSnapshot answer) {
    return accepted == null || !answer.equals(accepted.with(held));
  }

  @Nullable ServiceSnapshot shown() {
    return accepted == null ? null : restarts.applied(accepted.with(held));
  }

  /** Forgets what an absence that everyone believes has made meaningless. */
  void forget() {
    accepted = null;
    held = List.of();
    lost = false;
    restarts.clear();
  }

  /** Until an instance can be used again. */
  private boolean holdsForEver() {
    return heldUntil.equals(Instant.MAX);
  }

  private void answered() {
    failing = null;
  }

  private void hold(List<Endpoint> endpoints, Instant until) {
    held = endpoints;
    heldUntil = until;
    absent = null;
    lost = false;
  }
}
