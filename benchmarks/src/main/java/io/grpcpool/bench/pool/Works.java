package io.grpcpool.bench.pool;

import static io.grpcpool.bench.pool.Contender.GAX;
import static io.grpcpool.bench.pool.Contender.GAX_DYNAMIC;
import static io.grpcpool.bench.pool.Contender.GRPCPOOL;
import static io.grpcpool.bench.pool.Contender.GRPC_GCP;
import static io.grpcpool.bench.pool.Contender.LEAST_REQUEST;
import static io.grpcpool.bench.pool.Contender.PLAIN;
import static io.grpcpool.bench.pool.Contender.ROUND_ROBIN;
import static io.grpcpool.bench.pool.Contender.WEIGHTED_ROUND_ROBIN;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stateless. The loads, by the name of their group. */
final class Works {

  private static final List<Contender> POOLS = List.of(PLAIN, GRPCPOOL, GAX, GRPC_GCP);
  private static final List<Contender> POLICIES =
      List.of(ROUND_ROBIN, GRPCPOOL, WEIGHTED_ROUND_ROBIN, LEAST_REQUEST);
  private static final List<Contender> TENS = List.of(PLAIN, GRPCPOOL, GAX, GAX_DYNAMIC, GRPC_GCP);

  private static final int STREAMS = 100;
  private static final int TEN = 10;

  private Works() {}

  static Map<String, List<Work>> all() {
    return Map.of("one", oneEndpoint(), "three", threeEndpoints(), "limited", limited());
  }

  private static List<Work> oneEndpoint() {
    return Stream.of(16, 1024)
        .flatMap(
            bytes ->
                IntStream.of(1, 16, 64, 256, 1_000)
                    .mapToObj(
                        callers ->
                            new Work(
                                callers + " callers, " + bytes + " B",
                                callers,
                                bytes,
                                1,
                                0,
                                0,
                                Contender.DEFAULT,
                                POOLS)))
        .toList();
  }

  private static List<Work> threeEndpoints() {
    return IntStream.of(1, 64, 1_000)
        .mapToObj(
            callers ->
                new Work(
                    "three endpoints, " + callers + " callers",
                    callers,
                    16,
                    3,
                    0,
                    0,
                    Contender.DEFAULT,
                    POLICIES))
        .toList();
  }

  private static List<Work> limited() {
    return IntStream.of(10, 50)
        .mapToObj(
            millis ->
                new Work(
                    "1,000 callers, " + STREAMS + " streams, " + millis + " ms",
                    1_000,
                    16,
                    1,
                    STREAMS,
                    millis,
                    TEN,
                    TENS))
        .toList();
  }
}
