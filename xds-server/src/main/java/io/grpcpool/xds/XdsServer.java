package io.grpcpool.xds;

import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.load.LoadReportListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Thread-safe: every method may be called from any thread. The xDS server: state-of-the-world ADS
 * for gRPC clients of any language, and LRS for their load reports.
 */
public final class XdsServer implements AutoCloseable {

  XdsServer(XdsServerBuilder builder) {}

  /** A server with defaults: plaintext on an ephemeral port of loopback. */
  public static XdsServerBuilder builder() {
    return new XdsServerBuilder();
  }

  /**
   * Listens. May be called before anything is published.
   *
   * @throws IOException if an address cannot be bound, or a certificate cannot be read
   */
  public XdsServer start() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The plaintext port; -1 where there is none. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** The TLS port; -1 where there is none. */
  public int tlsPort() {
    throw new UnsupportedOperationException();
  }

  /**
   * Serves what is new and tells those who subscribe to it. Upserts are answerable, and sent, at
   * once: clusters and endpoints before what refers to them. Listeners are removed at once; route
   * configurations, clusters and endpoints stay until every stream acknowledged the listeners that
   * changed and let go of them, or 60 s have passed. Updates act in the order of the calls.
   */
  public void publish(ResourceUpdate update) {
    throw new UnsupportedOperationException();
  }

  /** Asks the {@link NameKnowledge} again about the names that first answers wait for. */
  public void knowledgeChanged() {
    throw new UnsupportedOperationException();
  }

  /** Every ADS stream. Waits for the threads that serve them, usually for less than 1 ms. */
  public List<ClientStatus> clients() {
    throw new UnsupportedOperationException();
  }

  /** How far a resource has come with those who subscribe to it. */
  public Acknowledgements acknowledged(ResourceKey key) {
    throw new UnsupportedOperationException();
  }

  /** Adds one who is told each load report. */
  public void loadReports(LoadReportListener listener) {
    throw new UnsupportedOperationException();
  }

  /** The load of each cluster that a client has reported. */
  public Map<String, ClusterLoad> clusterLoads() {
    throw new UnsupportedOperationException();
  }

  /** How often clients report their load, above 0; also for streams that are open. */
  public void loadReportInterval(Duration interval) {
    throw new UnsupportedOperationException();
  }

  /** What {@code grpc.health.v1} says; a server is not ready until told. */
  public void ready(boolean ready) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says farewell: not ready, GOAWAY to every connection, then the streams are closed one after
   * another over {@code grace}, so that clients do not reconnect elsewhere all at once. Returns
   * when all are closed.
   */
  public void drain(Duration grace) {
    throw new UnsupportedOperationException();
  }

  /** Stops at once. */
  @Override
  public void close() {}
}
