package io.grpcpool.client;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpcpool.client.pool.PoolRegistry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Thread-safe: all state is in one concurrent map. Channels with pooled connections, one per
 * service and process.
 *
 * <p>A <em>name</em> is a service as the control plane knows it, such as {@code user-service}, and
 * is dialled as {@code xds:///user-service}; a name with a scheme, such as {@code
 * dns:///localhost:50051}, is dialled as written, with the pool policy and the library's defaults.
 *
 * <p>Nothing is checked out and nothing has to be given back: a connection counts a call from the
 * moment its stream begins until it ends.
 */
public final class GrpcPool {

  private static final FacadeChannels CHANNELS = FacadeChannels.ofProcess();
  private static final PooledChannels SHARED =
      new PooledChannels(
          target -> builder(target.uri()).build(), PoolRegistry.process(), System::nanoTime);

  private GrpcPool() {}

  /**
   * The process's channel to a service; opened and warming up after the first call of this method.
   * It never goes idle. It is shared: leave closing it to {@link #close}.
   *
   * @throws IllegalArgumentException if the name is blank or holds a space
   * @throws IllegalStateException if the name needs an xDS bootstrap and none is installed
   */
  public static ManagedChannel channel(String name) {
    return SHARED.channel(name);
  }

  /**
   * Runs one piece of work on the service's channel and returns what it returns.
   *
   * @param call for example {@code channel -> UserGrpc.newBlockingStub(channel).get(request)}; what
   *     it throws is thrown
   */
  public static <T> T execute(String name, Function<? super Channel, ? extends T> call) {
    return SHARED.execute(name, call);
  }

  /** As {@link #execute}, for work that ends later. */
  public static <T> CompletionStage<T> executeAsync(
      String name, Function<? super Channel, ? extends CompletionStage<T>> call) {
    return SHARED.executeAsync(name, call);
  }

  /** What the pools of this process to a service look like. */
  public static ServicePool pool(String name) {
    return SHARED.pool(name);
  }

  /**
   * A builder for a channel of the caller's own, set as {@link #channel} sets it: idle timeout off,
   * keepalive and message size as the section {@code grpcpool.channel} of the bootstrap says,
   * plaintext to backends unless the control plane's policy asks for TLS.
   *
   * @throws IllegalArgumentException if the name is blank or holds a space, or the section holds a
   *     value that cannot be used
   * @throws IllegalStateException if the name needs an xDS bootstrap and none is installed
   */
  public static ManagedChannelBuilder<?> builder(String name) {
    return builder(name, InsecureChannelCredentials.create());
  }

  /**
   * As {@link #builder(String)}.
   *
   * @param fallback the credentials towards backends for which the control plane's policy sets none
   */
  public static ManagedChannelBuilder<?> builder(String name, ChannelCredentials fallback) {
    return CHANNELS.builder(name, fallback);
  }

  /**
   * Closes all shared channels: no new calls, calls in flight may end within the grace, then they
   * are cancelled. A later {@link #channel} opens a new one.
   *
   * @return whether all calls ended within the grace
   */
  public static boolean close(Duration grace) throws InterruptedException {
    return SHARED.close(grace);
  }
}
