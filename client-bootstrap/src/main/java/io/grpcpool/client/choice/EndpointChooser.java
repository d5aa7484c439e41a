package io.grpcpool.client.choice;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Thread-safe. Chooses the endpoint of each call, on the thread that starts it: it must not wait,
 * and every call pays for it.
 */
@FunctionalInterface
public interface EndpointChooser {

  /**
   * The index of an endpoint in the list that the chooser was made for. Any other number, or an
   * exception, leaves the choice of this call to the weights.
   *
   * @param method what is called
   * @param headers of the call; not to be changed
   */
  int choose(MethodDescriptor<?, ?> method, Metadata headers, CallOptions options);
}
