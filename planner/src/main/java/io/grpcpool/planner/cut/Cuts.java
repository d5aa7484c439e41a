package io.grpcpool.planner.cut;

import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.TrackPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Immutable. Lowers shares in a plan. What is taken from one track goes to those that are not cut
 * and get calls, in proportion to what they get; where there is none of these, nothing is lowered:
 * the calls have to go somewhere.
 */
public final class Cuts {

  private Cuts() {}

  /**
   * The plan with these caps, the lowest of each track. Only shares change, so that only routes do;
   * a suspended plan is left alone.
   */
  public static Plan apply(Plan plan, Collection<TrackCap> caps) {
    if (caps.isEmpty() || plan.suspended()) {
      return plan;
    }
    List<TrackPlan> tracks = plan.tracks();
    int[] lowered = tracks.stream().mapToInt(track -> lowered(track, caps)).toArray();
    int[] receivers =
        IntStream.range(0, lowered.length)
            .filter(
                i -> tracks.get(i).effectiveBasisPoints() > 0 && cap(tracks.get(i), caps).isEmpty())
            .toArray();
    int taken = total(tracks) - IntStream.of(lowered).sum();
    if (taken == 0 || receivers.length == 0) {
      return plan;
    }
    give(lowered, receivers, taken);
    return plan.withShares(IntStream.of(lowered).boxed().toList(), notes(tracks, caps));
  }

  private static int lowered(TrackPlan track, Collection<TrackCap> caps) {
    return Math.min(
        track.effectiveBasisPoints(), cap(track, caps).orElse(track.effectiveBasisPoints()));
  }

  private static OptionalInt cap(TrackPlan track, Collection<TrackCap> caps) {
    return caps.stream()
        .filter(cap -> cap.cluster().equals(track.cluster()) && cap.weight() == track.weight())
        .mapToInt(TrackCap::basisPoints)
        .min();
  }

  private static int total(List<TrackPlan> tracks) {
    return tracks.stream().mapToInt(TrackPlan::effectiveBasisPoints).sum();
  }

  /** By largest remainder, then in the order written, as shares are made of weights. */
  private static void give(int[] shares, int[] receivers, int taken) {
    long sum = IntStream.of(receivers).mapToLong(i -> shares[i]).sum();
    int[] before = shares.clone();
    int left = taken;
    for (int i : receivers) {
      int part = (int) ((long) taken * before[i] / sum);
      shares[i] += part;
      left -= part;
    }
    List<Integer> byRemainder =
        IntStream.of(receivers)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> (long) taken * before[i] % sum).reversed())
            .limit(left)
            .toList();
    byRemainder.forEach(i -> shares[i]++);
  }

  private static List<PlanNote> notes(List<TrackPlan> tracks, Collection<TrackCap> caps) {
    List<PlanNote> notes = new ArrayList<>();
    for (TrackPlan track : tracks) {
      int share = lowered(track, caps);
      if (share < track.effectiveBasisPoints()) {
        notes.add(
            new PlanNote(
                PlanNote.Kind.CUT,
                "track %s is cut from %s%% to %s%%"
                    .formatted(
                        track.name(), percent(track.effectiveBasisPoints()), percent(share))));
      }
    }
    return notes;
  }

  private static String percent(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }
}
