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

  /** What a track takes of which Service; empty: the policy's own service. */
  private record Choice(String service, Map<String, String> selector) {}

  static void check(GrpcPoolPolicySpec spec, Violations violations) {
    List<Track> tracks = spec.tracks();
    String allowed = "1 to " + Limits.TRACKS + " tracks";
    if (!violations.required(TRACKS, tracks, allowed)) {
      return;
    }
    if (tracks.isEmpty() || tracks.size() > Limits.TRACKS) {
      violations.add(TRACKS, null, "has " + tracks.size() + " entries: must have " + allowed);
    }
    KubernetesDiscovery kubernetes =
        spec.discovery() == null ? null : spec.discovery().kubernetes();
    Map<Choice, String> choices = new HashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      String path = TRACKS + "[" + i + "].";
      Track track = tracks.get(i);
      name(path + "name", track.name(), tracks.subList(0, i), violations);
      Labels.check(path + "selector", track.selector(), Limits.SELECTOR_KEYS, violations);
      service(path + "service", track, kubernetes, violations);
      boolean byService = track.service() != null;
      String field = path + (byService ? "service" : "selector");
      String other = choices.putIfAbsent(choice(track, kubernetes), field);
      if (other != null) {
        violations.add(
            field,
            byService ? track.service() : track.selector(),
            "selects the same endpoints as " + other + ": two tracks must differ");
      }
      if (violations.required(path + "weight", track.weight(), "0 to " + Limits.WEIGHT)) {
        violations.range(path + "weight", track.weight(), 0, Limits.WEIGHT);
      }
    }
    sum(tracks, violations);
  }

  private static Choice choice(Track track, @Nullable KubernetesDiscovery kubernetes) {
    String service = Objects.requireNonNullElse(track.service(), "");
    boolean own = kubernetes == null || !service.equals(kubernetes.service());
    return new Choice(own ? service : "", Objects.requireNonNullElse(track.selector(), Map.of()));
  }

  private static void service(
      String path, Track track, @Nullable KubernetesDiscovery kubernetes, Violations violations) {
    violations.text(path, track.service(), Names.DNS_LABEL, Names.DNS_LABEL_RULE);
    if (track.service() != null && kubernetes == null) {
      violations.add(path, track.service(), "is only for policies with spec.discovery.kubernetes");
    }
    if (track.service() != null && track.selector() != null && !track.selector().isEmpty()) {
      violations.add(path, track.service(), "is beside a selector: a track has one of the two");
    }
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
