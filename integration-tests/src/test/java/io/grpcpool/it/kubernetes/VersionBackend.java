package io.grpcpool.it.kubernetes;

import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.agent.model.NewService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpcpool.demo.backend.UserService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Thread-safe: the server is. The demo's service, which answers every call with its version, in
 * this process, registered in Consul as applications do that use consul-api.
 */
record VersionBackend(Server server) implements AutoCloseable {

  /** Starts a server and registers it with {@code version} in the service's meta. */
  static VersionBackend start(String service, String version, int consulPort) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(UserService.of(version, service))
            .build()
            .start();
    NewService registration = new NewService();
    registration.setName(service);
    registration.setId(service + "-" + version);
    registration.setAddress("127.0.0.1");
    registration.setPort(server.getPort());
    registration.setMeta(Map.of("version", version));
    new ConsulClient("127.0.0.1", consulPort).agentServiceRegister(registration);
    return new VersionBackend(server);
  }

  /** The version that answered one call. */
  static String ask(Channel channel) {
    CallOptions options = CallOptions.DEFAULT.withWaitForReady();
    return ClientCalls.blockingUnaryCall(channel, UserService.GET, options, "").split(" ")[0];
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
