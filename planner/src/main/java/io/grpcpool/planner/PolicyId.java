package io.grpcpool.planner;

import java.util.Comparator;

/**
 * Immutable. Who a policy is: its namespace ({@code default} for files that name none) and its
 * name.
 */
public record PolicyId(String namespace, String name) implements Comparable<PolicyId> {

  private static final Comparator<PolicyId> ORDER =
      Comparator.comparing(PolicyId::namespace).thenComparing(PolicyId::name);

  @Override
  public int compareTo(PolicyId other) {
    return ORDER.compare(this, other);
  }

  /** The form that logs, status and cluster names use: {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
