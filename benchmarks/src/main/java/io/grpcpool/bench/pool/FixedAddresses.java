package io.grpcpool.bench.pool;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thread-safe: without state. Resolves {@code ports:///1,2,3} to these ports of 127.0.0.1, so that
 * each policy of grpc-java can be given several endpoints.
 */
final class FixedAddresses extends NameResolverProvider {

  private static final String SCHEME = "ports";

  static String target(List<Integer> ports) {
    return SCHEME
        + ":///"
        + ports.stream().map(port -> Integer.toString(port)).collect(Collectors.joining(","));
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    List<EquivalentAddressGroup> endpoints =
        Arrays.stream(target.getPath().substring(1).split(","))
            .map(port -> new InetSocketAddress("127.0.0.1", Integer.parseInt(port)))
            .map(EquivalentAddressGroup::new)
            .toList();
    return new NameResolver() {
      @Override
      public String getServiceAuthority() {
        return "localhost";
      }

      @Override
      public void start(Listener2 listener) {
        listener.onResult(
            ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(endpoints))
                .build());
      }

      @Override
      public void shutdown() {
        // There is nothing to end.
      }
    };
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }
}
