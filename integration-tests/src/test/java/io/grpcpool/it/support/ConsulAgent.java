package io.grpcpool.it.support;

import static org.awaitility.Awaitility.await;

import io.grpcpool.demo.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Confined to the test's thread. A real Consul server agent on loopback whose data outlive a
 * restart.
 */
public final class ConsulAgent implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String FAST_ELECTIONS = "-hcl=performance { raft_multiplier = 1 }";

  private final Path program;
  private final Path folder;
  private final List<String> extra;
  private final int httpPort = FreePort.find();
  private final int serverPort = FreePort.find();
  private final int lanPort = FreePort.find();
  private final int wanPort = FreePort.find();
  private final Http http = new Http();
  private ServerProcess agent;

  private ConsulAgent(TestServers servers, Path folder, List<String> extra) {
    this.program = servers.program("consul");
    this.folder = folder;
    this.extra = List.copyOf(extra);
    this.agent = launch();
  }

  /**
   * Starts a single server and waits for a leader.
   *
   * @param folder an empty folder for data and log
   * @param extra further arguments of {@code consul agent}, such as {@code -hcl}
   */
  public static ConsulAgent start(TestServers servers, Path folder, String... extra) {
    List<String> arguments = new ArrayList<>(List.of("-bootstrap-expect=1", FAST_ELECTIONS));
    arguments.addAll(List.of(extra));
    ConsulAgent consul = new ConsulAgent(servers, folder, arguments);
    return consul.closedUnless(consul::awaitLeader);
  }

  /**
   * Starts a server that waits for others and so never has a leader: its HTTP API answers, and
   * answers consistent reads with 500.
   */
  public static ConsulAgent startWithoutLeader(TestServers servers, Path folder) {
    ConsulAgent consul = new ConsulAgent(servers, folder, List.of("-bootstrap-expect=3"));
    return consul.closedUnless(consul::awaitAnswer);
  }

  /**
   * Starts one of three servers, which have a leader once two of them have met.
   *
   * @param name of the node
   * @param others servers that it joins
   */
  public static ConsulAgent startOneOfThree(
      TestServers servers, Path folder, String name, List<ConsulAgent> others) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-bootstrap-expect=3", "-node=" + name, FAST_ELECTIONS));
    others.forEach(other -> arguments.add("-retry-join=127.0.0.1:" + other.lanPort));
    ConsulAgent consul = new ConsulAgent(servers, folder, arguments);
    return consul.closedUnless(consul::awaitAnswer);
  }

  /** {@code 127.0.0.1:PORT} of the HTTP API. */
  public String address() {
    return "127.0.0.1:" + httpPort;
  }

  /** The HTTP API's port. */
  public int port() {
    return httpPort;
  }

  /** Ends the agent as a crash would; its data stay. */
  public void kill() {
    agent.kill();
  }

  /** Starts the agent again on the same ports and data, and waits for a leader. */
  public void restart() {
    relaunch();
    awaitLeader();
  }

  /** As {@link #restart}, but without a wait. */
  public void relaunch() {
    agent = launch();
  }

  /** Waits until the agent knows a leader. */
  public void awaitLeader() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .failFast(agent::requireAlive)
        .until(this::hasLeader);
  }

  @Override
  public void close() {
    agent.close();
  }

  private ConsulAgent closedUnless(Runnable succeeds) {
    try {
      succeeds.run();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitAnswer() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> http.status(leaderUrl()) != 0);
  }

  private boolean hasLeader() {
    try {
      return http.body(leaderUrl()).length() > 2;
    } catch (IOException e) {
      return false;
    }
  }

  private String leaderUrl() {
    return "http://" + address() + "/v1/status/leader";
  }

  private ServerProcess launch() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program.toString(),
            "agent",
            "-server",
            "-bind=127.0.0.1",
            "-client=127.0.0.1",
            "-node=test",
            "-data-dir=" + folder.resolve("data"),
            "-http-port=" + httpPort,
            "-server-port=" + serverPort,
            "-serf-lan-port=" + lanPort,
            "-serf-wan-port=" + wanPort,
            "-grpc-port=-1",
            "-grpc-tls-port=-1",
            "-dns-port=-1"));
    command.addAll(extra);
    return ServerProcess.start(folder.resolve("consul.log"), Map.of(), command);
  }
}
