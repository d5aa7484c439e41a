package io.grpcpool.xds;

import java.util.List;
import java.util.stream.Stream;

/**
 * Immutable. How far a resource has come with the streams that subscribe to it.
 *
 * @param subscribers streams that subscribe to it, but for those for which it does not exist
 * @param acknowledged those that acknowledged what is served now; for a name that is not served,
 *     those that were told so
 * @param refused those that answered what is served now with a NACK
 * @param refusals at most {@value #MAX_REFUSALS} of the refusals
 */
public record Acknowledgements(
    int subscribers, int acknowledged, int refused, List<Refusal> refusals) {

  /** The most refusals that are listed. */
  public static final int MAX_REFUSALS = 5;

  static final Acknowledgements NONE = new Acknowledgements(0, 0, 0, List.of());

  /** Copies the refusals. */
  public Acknowledgements {
    refusals = List.copyOf(refusals);
  }

  /** Whether every subscriber acknowledged what is served now; true where there is none. */
  public boolean complete() {
    return acknowledged == subscribers;
  }

  Acknowledgements plus(Acknowledgements other) {
    return new Acknowledgements(
        subscribers + other.subscribers,
        acknowledged + other.acknowledged,
        refused + other.refused,
        Stream.concat(refusals.stream(), other.refusals.stream()).limit(MAX_REFUSALS).toList());
  }
}
