package io.grpcpool.xds.peer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One peer as people look at it.
 *
 * @param address where it is called
 * @param replica its id; empty while it counts no more, or not yet
 * @param connected whether it is being heard
 * @param lastHeard its last word; null where it counts no more, or not yet
 */
public record PeerStatus(
    String address, String replica, boolean connected, @Nullable Instant lastHeard) {

  static PeerStatus of(PeerAddress address, boolean connected, Optional<PeerTable.Heard> heard) {
    return new PeerStatus(
        address.toString(),
        heard.map(last -> last.state().replica()).orElse(""),
        connected,
        heard.map(PeerTable.Heard::at).orElse(null));
  }
}
