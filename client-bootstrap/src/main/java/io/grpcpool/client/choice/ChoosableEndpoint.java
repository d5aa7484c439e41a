package io.grpcpool.client.choice;

import java.util.function.IntSupplier;

/**
 * Immutable, though its calls go on changing. An endpoint that can take a call.
 *
 * @param address as {@code IP:PORT}
 * @param weight relative to the others; positive
 * @param inFlight calls in flight over its connections, now
 */
public record ChoosableEndpoint(String address, long weight, IntSupplier inFlight) {}
