package io.grpcpool.xds;

import java.time.Instant;

/**
 * Immutable. A client's NACK.
 *
 * @param node the client's node id
 * @param version the version that was refused
 * @param message the client's words, cut at 1,000 characters
 * @param at when it came in
 */
public record Refusal(String node, String version, String message, Instant at) {}
