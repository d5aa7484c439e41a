package io.grpcpool.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stateless. The tracks and their weights. */
final class TrackRules {

  private static final String TRACKS = "spec.tracks";

  private TrackRules() {}

  static void check(@Nullable List<Track> tracks, Violations violations) {
    String allowed = "1 to " + Limits.TRACKS + " tracks";
    if (!violations.required(TRACKS, tracks, allowed)) {
      return;
    }
    if (tracks.isEmpty() || tracks.size() > Limits.TRACKS) {
      violations.add(TRACKS, null, "has " + tracks.size() + " entries: must have " + allowed);
    }
    Map<Map<String, String>, String> selectors = new HashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      String path = TRACKS + "[" + i + "].";
      Track track = tracks.get(i);
      name(path + "name", track.name(), tracks.subList(0, i), violations);
      Labels.check(path + "selector", track.selector(), Limits.SELECTOR_KEYS, violations);
      String other = selectors.putIfAbsent(track.selector(), path + "selector");
      if (other != null) {
        violations.add(
            path + "selector",
            track.selector(),
            "selects the same endpoints as " + other + ": two tracks must differ");
      }
      if (violations.required(path + "weight", track.weight(), "0 to " + Limits.WEIGHT)) {
        violations.range(path + "weight", track.weight(), 0, Limits.WEIGHT);
      }
    }
    sum(tracks, violations);
  }

  private static void name(
      String path, @Nullable String name, List<Track> before, Violations violations) {
    if (violations.required(path, name, Names.DNS_LABEL_RULE)) {
      violations.text(path, name, Names.DNS_LABEL, Names.DNS_LABEL_RULE);
      if (before.stream().anyMatch(track -> name.equals(track.name()))) {
        violations.add(path, name, "names two tracks: must be unique in the policy");
      }
    }
  }

  /** A sum of zero is refused by gRPC clients as a whole (grpc-java: "should be above 0"). */
  private static void sum(List<Track> tracks, Violations violations) {
    boolean zero =
        !tracks.isEmpty() && tracks.stream().allMatch(track -> Objects.equals(track.weight(), 0));
    if (zero) {
      violations.add(TRACKS, null, "the weights sum up to 0: at least one must be above 0");
    }
  }
}
