package io.grpcpool.client.pool;

import io.grpc.Metadata;
import io.grpcpool.client.choice.ChoosableEndpoint;
import io.grpcpool.client.choice.EndpointChooser;
import io.grpcpool.client.choice.EndpointChooserProvider;
import java.util.Comparator;
import java.util.List;

/** Immutable. An application's own way: the endpoint with the highest port, and nobody's never. */
public final class HighestPortChooser implements EndpointChooserProvider {

  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public String name() {
    return "highest-port";
  }

  @Override
  public EndpointChooser chooser(List<ChoosableEndpoint> endpoints) {
    int highest =
        endpoints.indexOf(
            endpoints.stream()
                .max(Comparator.comparingInt(HighestPortChooser::port))
                .orElseThrow());
    return (method, headers, options) -> {
      if ("nobody".equals(headers.get(USER))) {
        throw new IllegalArgumentException("nobody calls");
      }
      return highest;
    };
  }

  private static int port(ChoosableEndpoint endpoint) {
    return Integer.parseInt(endpoint.address().substring(endpoint.address().lastIndexOf(':') + 1));
  }
}
