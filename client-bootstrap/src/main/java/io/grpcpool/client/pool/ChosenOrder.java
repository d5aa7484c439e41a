package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpcpool.client.choice.EndpointChooser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: as the application's chooser must be. The endpoint that the application chooses;
 * where it chooses none, the weights do, and the first time is logged.
 */
final class ChosenOrder implements EndpointOrder {

  private static final Logger LOG = Logger.getLogger(ChosenOrder.class.getName());

  private final String name;
  private final EndpointChooser chooser;
  private final int endpoints;
  private final SmoothWeightedRoundRobin otherwise;
  private final AtomicBoolean told = new AtomicBoolean();

  ChosenOrder(
      String name, EndpointChooser chooser, int endpoints, SmoothWeightedRoundRobin otherwise) {
    this.name = name;
    this.chooser = chooser;
    this.endpoints = endpoints;
    this.otherwise = otherwise;
  }

  @Override
  public int next(PickSubchannelArgs call) {
    try {
      int chosen =
          chooser.choose(call.getMethodDescriptor(), call.getHeaders(), call.getCallOptions());
      if (chosen >= 0 && chosen < endpoints) {
        return chosen;
      }
      tell("chose endpoint " + chosen + " of " + endpoints, null);
    } catch (RuntimeException | LinkageError e) {
      tell("failed", e);
    }
    return otherwise.next();
  }

  private void tell(String what, @Nullable Throwable cause) {
    if (told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "endpoint chooser \"" + name + "\" " + what + "; such calls go by weight",
          cause);
    }
  }
}
