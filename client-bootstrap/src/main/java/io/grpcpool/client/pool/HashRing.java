package io.grpcpool.client.pool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Immutable. A consistent hash: points on a ring, as many for each endpoint as its weight deserves;
 * a value belongs to the point that follows its hash. When an endpoint goes, its values alone move.
 *
 * <p>Ketama, as Envoy's ring hash and gRFC A42 describe it, with a hash of our own: it places
 * values for this client library alone and need not agree with other implementations.
 */
final class HashRing {

  /** Enough that the shares of equal endpoints differ by a tenth or so. */
  private static final int POINTS_PER_ENDPOINT = 160;

  private static final int MOST_POINTS = 65_536;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] hashes;
  private final int[] owners;

  /**
   * @param keys what an endpoint is known by, whatever else is on the ring
   * @param weights by the same indexes, positive
   */
  HashRing(List<String> keys, long[] weights) {
    double mean = Arrays.stream(weights).average().orElse(1);
    double each = Math.min(POINTS_PER_ENDPOINT, (double) MOST_POINTS / keys.size());
    List<Point> points =
        IntStream.range(0, keys.size())
            .boxed()
            .flatMap(
                owner ->
                    IntStream.range(0, (int) Math.max(1, Math.round(each * weights[owner] / mean)))
                        .mapToObj(i -> new Point(hash(keys.get(owner) + '_' + i), owner)))
            .sorted(Comparator.comparingLong(Point::hash))
            .toList();
    hashes = points.stream().mapToLong(Point::hash).toArray();
    owners = points.stream().mapToInt(Point::owner).toArray();
  }

  /** The index of the endpoint that the value belongs to. */
  int owner(String value) {
    int found = Arrays.binarySearch(hashes, hash(value));
    int following = found >= 0 ? found : -found - 1;
    return owners[following == hashes.length ? 0 : following];
  }

  /** FNV-1a, then the finalizer of MurmurHash3, so that values that differ by little lie apart. */
  private static long hash(String value) {
    long hash = FNV_OFFSET;
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xff) * FNV_PRIME;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }

  private record Point(long hash, int owner) {}
}
