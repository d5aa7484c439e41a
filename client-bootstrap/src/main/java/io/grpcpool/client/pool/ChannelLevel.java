package io.grpcpool.client.pool;

import io.grpc.NameResolver;

/** Immutable. How much of a policy a channel with the pool policy can follow. */
public enum ChannelLevel {
  /** A channel that the application built by itself: what xDS can push. */
  LIBRARY,
  /** A channel of the facade: also what only a channel's builder can set. */
  FACADE;

  /** The channel argument by which the facade marks its channels; absent: {@link #LIBRARY}. */
  public static final NameResolver.Args.Key<ChannelLevel> ARGUMENT =
      NameResolver.Args.Key.create("grpcpool-channel-level");
}
