package io.grpcpool.planner.name;

import io.grpcpool.planner.PolicyId;
import java.time.Instant;
import java.util.Comparator;

/**
 * Immutable. Who asked first. Of two policies that ask for one name the smaller seniority gets it.
 *
 * @param created when the policy came to be; the epoch where only order is known
 * @param order decides between equal times
 */
public record Seniority(Instant created, String order) implements Comparable<Seniority> {

  private static final Comparator<Seniority> ORDER =
      Comparator.comparing(Seniority::created).thenComparing(Seniority::order);

  /** Of an object of Kubernetes: by creation, then by namespace and name. */
  public static Seniority ofObject(Instant created, PolicyId id) {
    return new Seniority(created, id.toString());
  }

  /** Of a document in a folder: by its path, then by its position in the file. */
  public static Seniority ofPath(String path, int document) {
    return new Seniority(Instant.EPOCH, path + "#" + String.format("%06d", document));
  }

  @Override
  public int compareTo(Seniority other) {
    return ORDER.compare(this, other);
  }
}
