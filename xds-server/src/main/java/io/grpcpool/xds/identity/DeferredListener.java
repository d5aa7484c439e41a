package io.grpcpool.xds.identity;

import io.grpc.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock. Keeps what gRPC tells of a call until the call is started;
 * a call that nobody reads from yet has little to tell.
 */
final class DeferredListener<ReqT> extends ServerCall.Listener<ReqT> {

  private final List<Consumer<ServerCall.Listener<ReqT>>> kept = new ArrayList<>(2);
  private ServerCall.@Nullable Listener<ReqT> started;

  /** Tells the listener of the started call what was kept, and all that follows. */
  synchronized void start(ServerCall.Listener<ReqT> listener) {
    started = listener;
    kept.forEach(event -> event.accept(listener));
    kept.clear();
  }

  private synchronized void tell(Consumer<ServerCall.Listener<ReqT>> event) {
    if (started == null) {
      kept.add(event);
    } else {
      event.accept(started);
    }
  }

  @Override
  public void onMessage(ReqT message) {
    tell(listener -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    tell(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onCancel() {
    tell(ServerCall.Listener::onCancel);
  }

  @Override
  public void onComplete() {
    tell(ServerCall.Listener::onComplete);
  }

  @Override
  public void onReady() {
    tell(ServerCall.Listener::onReady);
  }
}
