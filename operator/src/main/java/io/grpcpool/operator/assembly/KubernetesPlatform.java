package io.grpcpool.operator.assembly;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.operator.audit.kubernetes.PolicyEvents;
import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.operator.discovery.kubernetes.KubernetesEndpointSource;
import io.grpcpool.operator.identity.kubernetes.TokenReviewer;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.policies.kubernetes.KubernetesPolicySource;
import io.grpcpool.operator.settings.InstanceName;
import io.grpcpool.operator.settings.NamespaceRules;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.kubernetes.LeaseLeadership;
import io.grpcpool.operator.status.kubernetes.StatusEvents;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.xds.identity.CachedTokens;
import io.grpcpool.xds.identity.TokenAuthenticator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Policies and endpoints from a cluster, status to its objects. */
public final class KubernetesPlatform implements Platform {

  private static final String FALLBACK_NAMESPACE = "default";

  private final KubernetesClient client;
  private final OperatorFramework framework;
  private final KubernetesPolicySource policies;
  private final Leadership leadership;
  private final ScheduledExecutorService background;
  private final ScheduledExecutorService frameworkThread;
  private final @Nullable TokenReviewer tokens;
  private final StatusEvents statusEvents = new StatusEvents();
  private final AuditLog events;

  /**
   * Connects nowhere before it is started.
   *
   * @param framework runs the reconciler
   */
  public KubernetesPlatform(
      Settings settings,
      KubernetesClient client,
      OperatorFramework framework,
      SingleThreads threads) {
    this.client = client;
    this.framework = framework;
    background = threads.named("kubernetes");
    frameworkThread = threads.named("operator-framework");
    policies = new KubernetesPolicySource(client, namespaces(settings));
    tokens =
        settings.text(SettingKey.XDS_TOKENS).equals("kubernetes")
            ? new TokenReviewer(client)
            : null;
    leadership =
        new LeaseLeadership(
            client, leaseNamespace(settings), InstanceName.of(settings), background);
    events =
        new PolicyEvents(
            client, leadership::isLeader, InstantSource.system(), threads.named("events"));
  }

  private List<String> namespaces(Settings settings) {
    return settings.list(SettingKey.NAMESPACES).stream()
        .map(name -> name.equals(NamespaceRules.OWN) ? ownNamespace() : name)
        .toList();
  }

  private String ownNamespace() {
    return Optional.ofNullable(client.getNamespace()).orElse(FALLBACK_NAMESPACE);
  }

  private String leaseNamespace(Settings settings) {
    return settings.find(SettingKey.LEASE_NAMESPACE).orElseGet(this::ownNamespace);
  }

  /** How status changes reach the reconciler. */
  public StatusEvents statusEvents() {
    return statusEvents;
  }

  @Override
  public AuditLog events() {
    return events;
  }

  @Override
  public PolicySource policies() {
    return policies;
  }

  @Override
  public Leadership leadership() {
    return leadership;
  }

  @Override
  public Map<String, Function<String, EndpointSource>> endpointSources() {
    return Map.of(
        KubernetesEndpointSource.KIND, kind -> new KubernetesEndpointSource(client, background));
  }

  @Override
  public Optional<TokenAuthenticator> tokens() {
    return Optional.ofNullable(tokens).map(r -> new CachedTokens(r, InstantSource.system()));
  }

  @Override
  public void writeStatus(StatusFeed feed) {
    feed.changes().onChange(statusEvents::changed);
    Reports reports = feed.reports();
    Runnable writeAll = () -> reports.all().forEach(report -> statusEvents.changed(report.id()));
    framework.start(frameworkThread, writeAll);
    leadership.start(writeAll);
  }

  @Override
  public void close() {
    policies.close();
    leadership.close();
    framework.close();
    if (tokens != null) {
      tokens.close();
    }
  }
}
