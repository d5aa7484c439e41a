package io.grpcpool.xds.visibility;

import io.grpcpool.xds.Publication;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.visibility.Push.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Guarded by the lock of its {@link PushLog}. One publication while it is on its way. */
final class TrackedPush {

  private final long number;
  private final Publication publication;
  private @Nullable Duration lastAcknowledgement;

  /** How many streams it concerned; null until each has been told. */
  @Nullable Integer streams;

  State state = State.OPEN;

  TrackedPush(long number, Publication publication) {
    this.number = number;
    this.publication = publication;
  }

  Set<ResourceKey> keys() {
    return publication.versions().keySet();
  }

  void acknowledged(Instant now) {
    state = State.ACKNOWLEDGED;
    if (streams != null && streams > 0) {
      lastAcknowledgement = Duration.between(publication.at(), now);
    }
  }

  Push view() {
    return new Push(
        number,
        publication.at(),
        publication.cause(),
        listed(),
        keys().size(),
        streams,
        state,
        lastAcknowledgement);
  }

  private Map<ResourceKey, List<String>> listed() {
    return publication.versions().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .limit(Push.MAX_RESOURCES)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
