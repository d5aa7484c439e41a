package io.grpcpool.xds;

import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Not thread-safe. Gathers what an {@link XdsServer} is made of. */
public final class XdsServerBuilder {

  /** More than there are processors only take them from each other. */
  private static final int DEFAULT_THREADS =
      Math.min(2, Runtime.getRuntime().availableProcessors());

  @Nullable InetSocketAddress plaintextAddress =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  @Nullable InetSocketAddress tlsAddress;
  @Nullable Path certificateChain;
  @Nullable Path privateKey;
  ClientAuthentication authentication = ClientAuthentication.NONE;
  int eventLoops = DEFAULT_THREADS;
  int shards = DEFAULT_THREADS;
  MeterRegistry meters = new SimpleMeterRegistry();
  InstantSource clock = InstantSource.system();
  @Nullable ScheduledExecutorService scheduler;
  AdmissionLimits limits = AdmissionLimits.DEFAULT;
  NameKnowledge knowledge = NameKnowledge.COMPLETE;
  AcknowledgementListener acknowledgementListener = (Set<ResourceKey> keys) -> {};

  XdsServerBuilder() {}

  /**
   * Where to listen without TLS. The default is an ephemeral port on loopback; port 0 is an
   * ephemeral port; null: nowhere.
   */
  public XdsServerBuilder plaintext(@Nullable InetSocketAddress address) {
    this.plaintextAddress = address;
    return this;
  }

  /**
   * Where to listen with TLS, with a certificate chain and a key in PEM files that may be replaced.
   */
  public XdsServerBuilder tls(InetSocketAddress address, Path certificateChain, Path privateKey) {
    this.tlsAddress = address;
    this.certificateChain = certificateChain;
    this.privateKey = privateKey;
    return this;
  }

  /**
   * How the clients of the TLS port say who they are; by default they need not. Those of the
   * plaintext port never do, and see only what is for everyone.
   */
  public XdsServerBuilder authentication(ClientAuthentication authentication) {
    this.authentication = authentication;
    return this;
  }

  /** Threads that read and write sockets, at least 1; the default is 2, on one processor 1. */
  public XdsServerBuilder eventLoops(int count) {
    this.eventLoops = count;
    return this;
  }

  /** Threads that streams are spread over, at least 1; the default is 2, on one processor 1. */
  public XdsServerBuilder shards(int count) {
    this.shards = count;
    return this;
  }

  /** Where metrics go; the default keeps them to itself. */
  public XdsServerBuilder meters(MeterRegistry meters) {
    this.meters = meters;
    return this;
  }

  /** The wall clock, for what is shown and for how long certificates are valid. */
  public XdsServerBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** What runs delayed work; the default is a thread of the server's own. It is never closed. */
  public XdsServerBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /** What clients may cost; the default is {@link AdmissionLimits#DEFAULT}. */
  public XdsServerBuilder limits(AdmissionLimits limits) {
    this.limits = limits;
    return this;
  }

  /** What tells names that are absent from those not known yet; the default: all are absent. */
  public XdsServerBuilder knowledge(NameKnowledge knowledge) {
    this.knowledge = knowledge;
    return this;
  }

  /** Who is told when acknowledgement counts change. */
  public XdsServerBuilder acknowledgementListener(AcknowledgementListener listener) {
    this.acknowledgementListener = listener;
    return this;
  }

  /** Makes the server; it listens after {@link XdsServer#start}. */
  public XdsServer build() {
    return new XdsServer(this);
  }
}
