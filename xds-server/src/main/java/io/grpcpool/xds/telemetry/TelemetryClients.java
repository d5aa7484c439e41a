package io.grpcpool.xds.telemetry;

import io.grpcpool.xds.identity.ClientIdentity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock. Which clients have a stream, and how far the reports of
 * each have been counted. It remembers a client that has gone for long enough that one whose stream
 * broke finds its reports again.
 */
final class TelemetryClients {

  /** Longer than a client waits before it comes again. */
  static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** So that clients who come and go cannot fill the memory. */
  static final int MOST_REMEMBERED = 50_000;

  private final LongSupplier nanoTime;
  private final Map<Instance, Standing> connected = new HashMap<>();

  /** In the order in which they went. */
  private final Map<Instance, Standing> gone = new LinkedHashMap<>();

  private final Map<Node, Integer> nodes = new HashMap<>();

  /** Immutable. One run of one process; what another client claims to be is another's. */
  record Instance(String id, String identity) {}

  /** Immutable. What load reports know a client by. */
  private record Node(String id, String identity) {}

  private static final class Standing {
    private final Node node;
    private long counted;
    private @Nullable TelemetryStream stream;
    private long goneAt;

    private Standing(Node node) {
      this.node = node;
    }
  }

  TelemetryClients(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A client has a stream.
   *
   * @return the one that it had before and that has to end, if it is still open
   */
  synchronized Optional<TelemetryStream> join(
      Instance instance, String node, TelemetryStream stream) {
    forgetLongGone();
    Standing standing = connected.get(instance);
    if (standing == null) {
      standing = gone.remove(instance);
    }
    if (standing == null) {
      standing = new Standing(new Node(node, instance.identity()));
      nodes.merge(standing.node, 1, Integer::sum);
    }
    connected.put(instance, standing);
    Optional<TelemetryStream> before = Optional.ofNullable(standing.stream);
    standing.stream = stream;
    return before;
  }

  /** A stream is over; of no effect where the client has another one. */
  synchronized void leave(Instance instance, TelemetryStream stream) {
    Standing standing = connected.get(instance);
    if (standing != null && standing.stream == stream) {
      connected.remove(instance);
      standing.stream = null;
      standing.goneAt = nanoTime.getAsLong();
      gone.put(instance, standing);
      forgetLongGone();
    }
  }

  /** The newest report of a client that was counted; 0: none that is remembered. */
  synchronized long counted(Instance instance) {
    Standing standing = connected.get(instance);
    return standing == null ? 0 : standing.counted;
  }

  /** Whether the report of this stream has to be counted: it is newer than all that were. */
  synchronized boolean advance(Instance instance, TelemetryStream stream, long sequence) {
    Standing standing = connected.get(instance);
    if (standing == null || standing.stream != stream || sequence <= standing.counted) {
      return false;
    }
    standing.counted = sequence;
    return true;
  }

  /**
   * Whether a client that calls itself so has a stream, or had one a moment ago: what it did since
   * will come with its next report.
   */
  synchronized boolean covers(String node, ClientIdentity identity) {
    forgetLongGone();
    return nodes.containsKey(new Node(node, identity.name()));
  }

  private void forgetLongGone() {
    long oldest = nanoTime.getAsLong() - REMEMBERED.toNanos();
    Iterator<Standing> leaving = gone.values().iterator();
    while (leaving.hasNext()) {
      Standing standing = leaving.next();
      if (gone.size() <= MOST_REMEMBERED && standing.goneAt - oldest > 0) {
        return;
      }
      leaving.remove();
      nodes.computeIfPresent(standing.node, (node, count) -> count == 1 ? null : count - 1);
    }
  }
}
