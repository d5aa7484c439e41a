package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;

/** Called on the event loop of its connection. What a client does with the calls it makes. */
public interface RawCall {

  /** The connection is ready for a call. */
  void connected(RawConnection connection);

  /** A message came; it is valid for the time of this call only. */
  void message(ByteBuf message, RawConnection connection);

  /** The server ended the call; the connection stays. */
  void ended(RawConnection connection);

  /** The connection is gone, or never came to be. */
  void disconnected();
}
