package io.grpcpool.demo.backend;

import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.agent.model.NewService;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe: holds only values. Registers through {@code com.ecwid.consul:consul-api}, as many
 * applications do that existed before Grpcpool; it knows no weights.
 */
final class EcwidPresence implements Presence {
  private static final long SHUTDOWN_SECONDS = 5;

  private final ConsulClient consul;
  private final String id;
  private final long drainMillis;

  private EcwidPresence(ConsulClient consul, String id, long drainMillis) {
    this.consul = consul;
    this.id = id;
    this.drainMillis = drainMillis;
  }

  static EcwidPresence register(BackendOptions options, int port) {
    NewService.Check check = new NewService.Check();
    check.setGrpc("127.0.0.1:" + port);
    check.setInterval("1s");
    check.setTimeout("2s");
    check.setDeregisterCriticalServiceAfter("10m");
    NewService service = new NewService();
    service.setId(options.id());
    service.setName(options.service());
    service.setAddress("127.0.0.1");
    service.setPort(port);
    service.setTags(List.of("grpc"));
    service.setMeta(Map.of("version", options.version()));
    service.setCheck(check);

    String[] agent = options.consul().split(":", 2);
    ConsulClient consul = new ConsulClient(agent[0], Integer.parseInt(agent[1]));
    consul.agentServiceRegister(service);
    return new EcwidPresence(consul, options.id(), options.drainMillis());
  }

  @Override
  public void stop(Server server, HealthStatusManager health) throws InterruptedException {
    consul.agentServiceSetMaintenance(id, true);
    health.enterTerminalState();
    CountDownLatch drained = new CountDownLatch(1);
    drained.await(drainMillis, TimeUnit.MILLISECONDS);
    server.shutdown().awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    consul.agentServiceDeregister(id);
    server.shutdownNow();
  }
}
