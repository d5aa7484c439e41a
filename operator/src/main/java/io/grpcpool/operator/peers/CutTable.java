package io.grpcpool.operator.peers;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.xds.peer.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: each policy's cuts change as a whole, one change after another. The cuts that hold
 * here: those that this replica stands for, and those that it is told of and does not serve yet.
 * The lowest holds.
 */
public final class CutTable implements CutDecisions {

  private static final Logger LOG = LoggerFactory.getLogger(CutTable.class);

  private final Map<PolicyId, Map<Revision, Integer>> own = new ConcurrentHashMap<>();
  private final Map<PolicyId, Map<Revision, Integer>> others = new ConcurrentHashMap<>();
  private final List<Consumer<PolicyId>> listeners = new CopyOnWriteArrayList<>();

  /** Adds one who is told of policies whose cuts are others now; it must return quickly. */
  public void onChange(Consumer<PolicyId> listener) {
    listeners.add(listener);
  }

  @Override
  public void cut(PolicyId policy, TrackCap cap) {
    LOG.warn(
        "policy={} cluster={} is cut to {} basis points", policy, cap.cluster(), cap.basisPoints());
    Revision revision = new Revision(cap.cluster(), cap.weight());
    change(own, policy, before -> lowest(before, Map.of(revision, cap.basisPoints())));
  }

  /** What the other replicas stand for now. */
  void heard(PolicyId policy, Map<Revision, Integer> cuts) {
    change(others, policy, before -> cuts);
  }

  /**
   * What a policy is served by may be another plan now. Cuts of what it is no longer written as are
   * over; for the others this replica stands from now on, whoever decided them: the loss of a
   * replica must not give calls back to a track that fails.
   *
   * @param served the newest plan, empty where nothing is served; read while no cut can come in
   *     between, which a plan of before would not know and thus end
   */
  void review(PolicyId policy, Supplier<Optional<Plan>> served) {
    change(
        own,
        policy,
        before -> {
          Map<Revision, Integer> written = lowest(before, others.getOrDefault(policy, Map.of()));
          Optional<Plan> plan = served.get();
          written.keySet().removeIf(revision -> plan.filter(p -> writes(p, revision)).isEmpty());
          return written;
        });
  }

  /** What this replica stands for. */
  Map<Revision, Integer> ownOf(PolicyId policy) {
    return own.getOrDefault(policy, Map.of());
  }

  /** What holds here; several caps of one track may be among them. */
  public List<TrackCap> capsOf(PolicyId policy) {
    return Stream.of(ownOf(policy), others.getOrDefault(policy, Map.<Revision, Integer>of()))
        .flatMap(cuts -> cuts.entrySet().stream())
        .map(cut -> new TrackCap(cut.getKey().cluster(), cut.getKey().weight(), cut.getValue()))
        .toList();
  }

  private void change(
      Map<PolicyId, Map<Revision, Integer>> cuts,
      PolicyId policy,
      UnaryOperator<Map<Revision, Integer>> change) {
    AtomicBoolean changed = new AtomicBoolean();
    cuts.compute(
        policy,
        (id, known) -> {
          Map<Revision, Integer> before = known == null ? Map.of() : known;
          Map<Revision, Integer> now = Map.copyOf(change.apply(before));
          changed.set(!now.equals(before));
          return now.isEmpty() ? null : now;
        });
    if (changed.get()) {
      listeners.forEach(listener -> listener.accept(policy));
    }
  }

  private static Map<Revision, Integer> lowest(Map<Revision, Integer> a, Map<Revision, Integer> b) {
    Map<Revision, Integer> lowest = new HashMap<>(a);
    b.forEach((revision, cap) -> lowest.merge(revision, cap, Math::min));
    return lowest;
  }

  private static boolean writes(Plan plan, Revision revision) {
    return plan.tracks().stream().anyMatch(track -> isOf(track, revision));
  }

  private static boolean isOf(TrackPlan track, Revision revision) {
    return track.cluster().equals(revision.cluster()) && track.weight() == revision.weight();
  }
}
