package io.grpcpool.client.consul;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Thread-safe: implementations are. Where one server is written down, and by whom its health is
 * kept. Futures never fail: no answer is a reply with status 0.
 */
interface Registry {

  /** Writes the server down and clears a maintenance mark of an earlier life. */
  CompletableFuture<AgentReply> register(boolean serving);

  /** How often {@link #heartbeat} is due; empty: never. */
  Optional<Duration> heartbeatEvery();

  /** Tells that the server is well, or not. */
  CompletableFuture<AgentReply> heartbeat(boolean serving);

  /** Answers when the registration differs from the hash, is gone (404), or the wait is over. */
  CompletableFuture<AgentReply> changed(String hash, Duration wait);

  /** Takes the server out of rotation; it stays visible. */
  CompletableFuture<AgentReply> maintenance(Duration timeout);

  /** Forgets the server. */
  CompletableFuture<AgentReply> deregister(Duration timeout);
}
