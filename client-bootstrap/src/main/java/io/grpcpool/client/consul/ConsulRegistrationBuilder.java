package io.grpcpool.client.consul;

import io.grpc.protobuf.services.HealthStatusManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. Describes a server and how it registers; see {@link #start()}. */
public final class ConsulRegistrationBuilder {
  private final String name;
  private final List<String> tags = new ArrayList<>();
  private final Map<String, String> meta = new TreeMap<>();
  private @Nullable String id;
  private String address = "";
  private int port;
  private int passingWeight = 1;
  private int warningWeight = 1;
  private ConsulCheck check = ConsulCheck.grpc(Duration.ofSeconds(5));
  private String agent = "";
  private String token = "";
  private @Nullable Path tokenFile;
  private AgentTls tls = new AgentTls(null, null, null);
  private @Nullable String node;
  private Duration drainDelay = Duration.ofSeconds(10);
  private Duration grace = Duration.ofSeconds(10);
  private ServerHealth health = ServerHealth.SERVING;
  private boolean failFast;

  ConsulRegistrationBuilder(String name) {
    this.name = name;
  }

  /** The instance's ID; by default the name, this host's name and the port. */
  public ConsulRegistrationBuilder id(String value) {
    id = value;
    return this;
  }

  /** The IP literal that clients dial; by default the agent's node address. */
  public ConsulRegistrationBuilder address(String value) {
    address = value;
    return this;
  }

  /** The port that clients dial, 1 to 65535: {@code server.getPort()} after its start. */
  public ConsulRegistrationBuilder port(int value) {
    port = value;
    return this;
  }

  /** What selectors of tracks match; the same as {@code meta("version", value)}. */
  public ConsulRegistrationBuilder version(String value) {
    return meta("version", value);
  }

  /** The same as {@code meta("zone", value)}. */
  public ConsulRegistrationBuilder zone(String value) {
    return meta("zone", value);
  }

  /** The same as {@code meta("region", value)}. */
  public ConsulRegistrationBuilder region(String value) {
    return meta("region", value);
  }

  /** The weight in any state that takes calls, 1 to 65535. */
  public ConsulRegistrationBuilder weight(int value) {
    return weights(value, value);
  }

  /** The weights while passing, 1 to 65535, and while warning, 0 to 65535; 0 takes no calls. */
  public ConsulRegistrationBuilder weights(int passing, int warning) {
    passingWeight = passing;
    warningWeight = warning;
    return this;
  }

  /** Adds tags. */
  public ConsulRegistrationBuilder tags(String... values) {
    tags.addAll(List.of(values));
    return this;
  }

  /** Adds a pair to {@code Service.Meta}: a key of A-Z, a-z, 0-9, '_' and '-'. */
  public ConsulRegistrationBuilder meta(String key, String value) {
    meta.put(key, value);
    return this;
  }

  /** How Consul learns of the server's health; by default a gRPC check every 5 s. */
  public ConsulRegistrationBuilder check(ConsulCheck value) {
    check = value;
    return this;
  }

  /**
   * The agent on this node, {@code HOST:PORT} or a URL; by default {@code CONSUL_HTTP_ADDR}, else
   * {@code 127.0.0.1:8500}. Never a load-balanced address of servers: each request would reach
   * another one.
   */
  public ConsulRegistrationBuilder agent(String value) {
    agent = value;
    return this;
  }

  /** The ACL token; by default {@code CONSUL_HTTP_TOKEN}. */
  public ConsulRegistrationBuilder token(String value) {
    token = value;
    return this;
  }

  /** A file with the ACL token, read anew for each request; by default its own variable's. */
  public ConsulRegistrationBuilder tokenFile(Path value) {
    tokenFile = value;
    return this;
  }

  /**
   * The authority of an agent that is reached by https, a PEM file; by default {@code
   * CONSUL_CACERT}, else the JDK's own authorities.
   */
  public ConsulRegistrationBuilder authority(Path value) {
    tls = new AgentTls(value, tls.certificate(), tls.key());
    return this;
  }

  /**
   * What is shown to an agent that wants a certificate; by default {@code CONSUL_CLIENT_CERT} and
   * {@code CONSUL_CLIENT_KEY}.
   *
   * @param certificate a PEM file with the chain
   * @param key its unencrypted PKCS #8 key in PEM
   */
  public ConsulRegistrationBuilder clientCertificate(Path certificate, Path key) {
    tls = new AgentTls(tls.authority(), certificate, key);
    return this;
  }

  /**
   * Registers in the catalogue of Consul's servers, for where no agent runs on the node: {@link
   * #agent} is then the address of a server. The server sends its health itself, every interval of
   * its {@link #check}; give it by {@link #health}. Nobody notices when it is killed: consul-esm,
   * or a person, removes what it leaves. Needs {@code node:write} and {@code service:write}.
   *
   * @param nodeName of a node in the catalogue that no agent has, stable across restarts; several
   *     servers of one machine may share it
   */
  public ConsulRegistrationBuilder agentless(String nodeName) {
    node = nodeName;
    return this;
  }

  /** From leaving Consul's rotation to refusing new calls; by default 10 s. */
  public ConsulRegistrationBuilder drainDelay(Duration value) {
    drainDelay = value;
    return this;
  }

  /** For calls that are running at the end of the drain delay; by default 10 s. */
  public ConsulRegistrationBuilder grace(Duration value) {
    grace = value;
    return this;
  }

  /**
   * Makes {@link #start()} throw where the agent refuses or cannot be reached. By default the
   * server serves, and is registered as soon as the agent answers.
   */
  public ConsulRegistrationBuilder failFast() {
    failFast = true;
    return this;
  }

  /** What heartbeats of a TTL check tell; by default that the server serves. */
  public ConsulRegistrationBuilder health(HealthStatusManager value) {
    health = ServerHealth.of(value, check.service());
    return this;
  }

  /**
   * Registers, and keeps the server registered until it is stopped. To be called after {@code
   * server.start()}.
   *
   * @throws IllegalArgumentException for a value that Consul would refuse, naming it
   * @throws ConsulRegistrationException with {@link #failFast()} only
   */
  public ConsulRegistration start() {
    ConsulService service =
        new ConsulService(
            name, id(), address, port, passingWeight, warningWeight, tags, meta, check);
    AgentSettings settings = AgentSettings.of(agent, token, tokenFile, tls, System.getenv());
    AgentClient client = new AgentClient(settings);
    Registry registry =
        node == null
            ? new AgentRegistry(client, service)
            : new CatalogRegistry(client, service, node);
    RegistrationLoop loop = new RegistrationLoop(service, registry, health);
    ConsulRegistration registration =
        new ConsulRegistration(loop, new StopTimes(drainDelay, grace));
    registration.begin(failFast);
    return registration;
  }

  private String id() {
    return id != null ? id : name + "-" + host() + "-" + port;
  }

  private static String host() {
    String pod = System.getenv("HOSTNAME");
    if (pod != null && !pod.isBlank()) {
      return pod;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
