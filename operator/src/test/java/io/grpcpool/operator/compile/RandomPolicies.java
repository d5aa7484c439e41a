package io.grpcpool.operator.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes valid policy documents by chance, for tests; not thread-safe. */
final class RandomPolicies {

  private static final List<String> VERSIONS = List.of("1", "1.4.0-rc/1", "a&b=c", "%41 é");
  private static final List<String> CODES =
      List.of("CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNAVAILABLE");
  private static final List<String> CALLS =
      List.of(
          "metadata: {name: x-canary, exact: \"Yes; it is\"}",
          "method: shop.Users/Get",
          "method: shop.Users/*");
  private static final List<String> METHODS =
      List.of("shop.Users/Get", "shop.Users", "shop.Admin", "Plain/Call");
  private static final List<String> ADDRESSES = List.of("10.0.0.", "192.168.7.", "2001:db8::");

  private final RandomGenerator random;

  RandomPolicies(RandomGenerator random) {
    this.random = random;
  }

  /** A document; everything that is optional is there or not. */
  String next(String name) {
    List<String> tracks = tracks();
    List<String> lines = new ArrayList<>();
    lines.add("apiVersion: grpcpool.io/v1alpha1");
    lines.add("kind: GrpcPoolPolicy");
    lines.add("metadata: {name: " + name + ", namespace: shop}");
    lines.add("spec:");
    maybe(lines, "  target: " + name + "-target");
    maybe(lines, "  aliases: [" + name + ".example:443, " + name + ".alias]");
    maybe(lines, "  suspend: false");
    maybe(lines, "  deletionGrace: " + duration(600_000));
    lines.add("  discovery: " + discovery());
    maybe(lines, "  locality: {mode: " + one(List.of("Global", "PreferSameZone")) + "}");
    lines.add("  tracks: " + tracks);
    maybe(lines, "  match: " + matches(tracks.size()));
    maybe(lines, "  pool: " + pool());
    maybe(
        lines,
        "  loadBalancing: "
            + one(
                List.of(
                    "{policy: WeightedRoundRobin, weighting: Static}",
                    "{policy: LeastRequest}",
                    "{policy: RingHash, ringHash: {metadata: x-user-id}}",
                    "{policy: Custom, custom: {name: same-rack}}")));
    maybe(lines, "  resilience: " + resilience());
    return String.join("\n", lines) + "\n";
  }

  private void maybe(List<String> lines, String line) {
    if (random.nextBoolean()) {
      lines.add(line);
    }
  }

  private String discovery() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "{consul: {service: users, datacenters: "
              + some(List.of("dc1", "dc2", "dc3"))
              + ", health: "
              + one(List.of("OnlyPassing", "PassingAndWarning"))
              + ", panicThreshold: "
              + random.nextInt(101)
              + "%}}";
      case 1 -> "{kubernetes: {service: users, port: " + one(List.of("grpc", "8080")) + "}}";
      default -> "{static: {endpoints: " + endpoints() + "}}";
    };
  }

  private List<String> endpoints() {
    return IntStream.range(0, random.nextInt(12))
        .mapToObj(
            number ->
                "{address: \"%s%d\", port: %d, weight: %d, labels: {app.example/version: \"%s\"}, zone: %s}"
                    .formatted(
                        one(ADDRESSES),
                        1 + number,
                        1 + random.nextInt(65_535),
                        random.nextInt(3) == 0 ? 1_000_000 : 1 + random.nextInt(4),
                        one(VERSIONS),
                        one(List.of("a", "b"))))
        .toList();
  }

  /** Track t0 takes all endpoints, so that no two tracks select the same. */
  private List<String> tracks() {
    List<String> tracks = new ArrayList<>();
    tracks.add("{name: t0, weight: " + (1 + weight()) + "}");
    for (int i = 0; i < random.nextInt(VERSIONS.size() + 1); i++) {
      tracks.add(
          "{name: t%d, selector: {app.example/version: \"%s\"}, weight: %d}"
              .formatted(i + 1, VERSIONS.get(i), weight()));
    }
    return tracks;
  }

  private int weight() {
    return random.nextInt(3) == 0 ? 999_999 : random.nextInt(4);
  }

  private List<String> matches(int tracks) {
    return some(CALLS).stream()
        .map(call -> "{" + call + ", track: t" + random.nextInt(tracks) + "}")
        .toList();
  }

  private String pool() {
    int min = 1 + random.nextInt(50);
    int max = min + random.nextInt(50);
    int initial = min + random.nextInt(max - min + 1);
    List<String> parts = new ArrayList<>();
    parts.add(
        "connectionsPerEndpoint: {initial: %d, min: %d, max: %d}".formatted(initial, min, max));
    parts.add("idleTimeout: " + duration(10_000_000));
    maybe(parts, "maxIdle: " + random.nextInt(101));
    maybe(parts, "shrinkAfter: " + duration(10_000_000));
    maybe(parts, "warmUp: " + random.nextBoolean());
    maybe(parts, "slowStart: " + duration(3_600_000));
    maybe(parts, random.nextBoolean() ? "saturation: Queue" : "saturation: Fail");
    maybe(parts, "acquireTimeout: " + duration(600_000));
    maybe(parts, "maxWaiting: " + random.nextInt(1_000_001));
    maybe(parts, "connectTimeout: " + duration(600_000));
    maybe(parts, "maxConnectionAge: " + (1 + random.nextInt(10_000)) + "s");
    return parts.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  private String resilience() {
    List<String> parts = new ArrayList<>();
    maybe(parts, "timeout: " + duration(3_600_000));
    int base = 1 + random.nextInt(10_000);
    List<String> codes = new ArrayList<>(some(CODES));
    codes.add(codes.contains("UNAVAILABLE") ? "INTERNAL" : "UNAVAILABLE");
    String retry =
        "retry: {attempts: %d, codes: %s, backoff: {base: %dms, max: %dms}}"
            .formatted(
                1 + random.nextInt(5),
                codes.stream().distinct().toList(),
                base,
                base + random.nextInt(10_000));
    maybe(parts, retry);
    maybe(parts, "methods: " + methods(retry));
    maybe(parts, "healthCheck: {service: " + one(List.of("\"\"", "shop.Users")) + "}");
    maybe(parts, "rateLimit: {requestsPerSecond: " + (1 + random.nextInt(1_000_000)) + "}");
    maybe(
        parts,
        "outlierDetection: {mode: %s, failurePercentage: %d, maxEjectionPercent: %d, interval: 1s}"
            .formatted(
                one(List.of("\"On\"", "\"Off\"")),
                1 + random.nextInt(99),
                1 + random.nextInt(100)));
    maybe(
        parts,
        "circuitBreaker: {maxRequests: %d, open: {errorRate: %d%%, window: %ds, probes: %d}}"
            .formatted(
                1 + random.nextLong(4_294_967_295L),
                1 + random.nextInt(100),
                1 + random.nextInt(600),
                1 + random.nextInt(1_000)));
    return parts.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  private List<String> methods(String retry) {
    return some(METHODS).stream()
        .map(name -> "{name: " + name + ", timeout: " + random.nextInt(3) + "s, " + retry + "}")
        .toList();
  }

  private String duration(int mostMillis) {
    return 1 + random.nextInt(mostMillis) + "ms";
  }

  /** Any of the choices, in any order, maybe none. */
  private List<String> some(List<String> choices) {
    List<String> shuffled = new ArrayList<>(choices);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled.subList(0, random.nextInt(shuffled.size() + 1));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
