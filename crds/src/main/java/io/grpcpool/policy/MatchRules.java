package io.grpcpool.policy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stateless. Calls that are sent to a track before weights. */
final class MatchRules {

  private MatchRules() {}

  static void check(GrpcPoolPolicySpec spec, Violations violations) {
    List<Match> matches = Objects.requireNonNullElse(spec.match(), List.of());
    List<Track> tracks = Objects.requireNonNullElse(spec.tracks(), List.of());
    violations.size("spec.match", matches, Limits.MATCHES);
    for (int i = 0; i < matches.size(); i++) {
      String path = "spec.match[" + i + "]";
      condition(path, matches.get(i), violations);
      track(path + ".track", matches.get(i).track(), tracks, violations);
    }
  }

  private static void condition(String path, Match match, Violations violations) {
    if ((match.metadata() == null) == (match.method() == null)) {
      violations.add(path, null, "must have exactly one of metadata and method");
    }
    violations.text(path + ".method", match.method(), Names.METHOD, Names.METHOD_RULE);
    if (match.metadata() != null) {
      metadata(path + ".metadata", match.metadata(), violations);
    }
  }

  private static void metadata(String path, MetadataMatch metadata, Violations violations) {
    if (violations.required(path + ".name", metadata.name(), Names.METADATA_KEY_RULE)) {
      violations.text(path + ".name", metadata.name(), Names.METADATA_KEY, Names.METADATA_KEY_RULE);
    }
    if (violations.required(path + ".exact", metadata.exact(), Names.METADATA_VALUE_RULE)) {
      violations.text(
          path + ".exact", metadata.exact(), Names.METADATA_VALUE, Names.METADATA_VALUE_RULE);
    }
  }

  private static void track(
      String path, @Nullable String name, List<Track> tracks, Violations violations) {
    String names = tracks.stream().map(Track::name).collect(Collectors.joining(", "));
    String allowed = "the name of a track of this policy (" + names + ")";
    if (violations.required(path, name, allowed)
        && tracks.stream().noneMatch(track -> name.equals(track.name()))) {
      violations.add(path, name, "must be " + allowed);
    }
  }
}
