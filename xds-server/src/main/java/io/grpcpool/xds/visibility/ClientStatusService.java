package io.grpcpool.xds.visibility;

import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc.ClientStatusDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.ClientPage;
import io.grpcpool.xds.ClientQuery;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Thread-safe: has no state of its own. CSDS
 * (envoy.service.status.v3.ClientStatusDiscoveryService): what each client was sent, acknowledged
 * and refused, read from the streams themselves. Contents of resources are left out. Only callers
 * on this machine are answered, as it names every client and every resource.
 */
public final class ClientStatusService extends ClientStatusDiscoveryServiceImplBase {

  /** Callers take messages of up to 4 MiB. */
  private static final int MAX_BYTES = 3_670_016;

  private final Function<ClientQuery, CompletableFuture<ClientPage>> clients;
  private final Executor executor;

  /**
   * A service that asks each time it is asked.
   *
   * @param clients reads the streams; must not block
   * @param executor where answers are put together
   */
  public ClientStatusService(
      Function<ClientQuery, CompletableFuture<ClientPage>> clients, Executor executor) {
    this.clients = clients;
    this.executor = executor;
  }

  /** The service behind the rule that callers are on this machine. */
  public ServerServiceDefinition definition() {
    return ServerInterceptors.intercept(this, new LoopbackOnly());
  }

  @Override
  public void fetchClientStatus(
      ClientStatusRequest request, StreamObserver<ClientStatusResponse> response) {
    var call = (ServerCallStreamObserver<ClientStatusResponse>) response;
    call.setOnCancelHandler(() -> {});
    StatusStream one = new StatusStream(this::read, call);
    one.onNext(request);
    one.onCompleted();
  }

  /** Answers each request once and in order. */
  @Override
  public StreamObserver<ClientStatusRequest> streamClientStatus(
      StreamObserver<ClientStatusResponse> responses) {
    var call = (ServerCallStreamObserver<ClientStatusResponse>) responses;
    call.setOnCancelHandler(() -> {});
    call.disableAutoRequest();
    call.request(1);
    return new StatusStream(this::read, call);
  }

  private CompletableFuture<ClientStatusResponse> read(ClientStatusRequest request) {
    return ask(request).thenApplyAsync(ClientStatusService::response, executor);
  }

  private CompletableFuture<ClientPage> ask(ClientStatusRequest request) {
    try {
      return clients.apply(
          new ClientQuery(
              NodeMatchers.of(request.getNodeMatchersList()),
              Set.of(),
              false,
              0,
              ClientQuery.MAX_LIMIT));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
    }
  }

  private static ClientStatusResponse response(ClientPage page) {
    ClientStatusResponse.Builder response = ClientStatusResponse.newBuilder();
    page.clients().forEach(client -> response.addConfig(ClientConfigs.of(client)));
    ClientStatusResponse built = response.build();
    if (page.next() != null || built.getSerializedSize() > MAX_BYTES) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(
              page.matching()
                  + " clients match, more than one answer holds ("
                  + ClientQuery.MAX_LIMIT
                  + " clients, 3.5 MiB): ask for fewer by node_matchers")
          .asRuntimeException();
    }
    return built;
  }
}
