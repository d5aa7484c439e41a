package io.grpcpool.xds.visibility;

import io.grpcpool.xds.PublicationCause;
import io.grpcpool.xds.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A publication and what became of it.
 *
 * @param number rises by one with each publication of this process
 * @param at when it was published
 * @param cause what for
 * @param versions the versions of at most {@value #MAX_RESOURCES} of the resources, by type and
 *     name; none for one that is gone
 * @param resources how many resources it changed
 * @param streams how many streams it concerned; null until each has been told
 * @param state how far it is
 * @param lastAcknowledgement how long it took until the last of them acknowledged it, to within 20
 *     ms; null unless all have, and where it concerned none
 */
public record Push(
    long number,
    Instant at,
    PublicationCause cause,
    Map<ResourceKey, List<String>> versions,
    int resources,
    @Nullable Integer streams,
    State state,
    @Nullable Duration lastAcknowledgement) {

  /** The most resources that are listed. */
  public static final int MAX_RESOURCES = 20;

  /** Immutable. How far a push is. */
  public enum State {
    /** Some stream has not acknowledged it, or refuses it. */
    OPEN,
    /** A later push changed one of its resources before all had acknowledged it. */
    SUPERSEDED,
    /** Every stream that it concerned acknowledged it, or has gone. */
    ACKNOWLEDGED
  }

  /** Copies the versions. */
  public Push {
    versions = Map.copyOf(versions);
  }
}
