package io.grpcpool.operator.assembly;

import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.policies.folder.FolderPolicySource;
import io.grpcpool.operator.policies.folder.LastGoodFiles;
import io.grpcpool.operator.policies.folder.StoredGenerations;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.folder.FileLockLeadership;
import io.grpcpool.operator.status.folder.FolderStatusWriter;
import io.grpcpool.operator.status.folder.StateFolder;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.grpcpool.xds.identity.TokenAuthenticator;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Thread-safe. Policies from a folder, status to a folder; nothing of Kubernetes. */
public final class StandalonePlatform implements Platform {

  private static final String LAST_GOOD = "last-good";
  private static final String GENERATIONS = "generations.json";
  private static final String DEFAULT_STATE = ".grpcpool";

  private final Path state;
  private final FolderPolicySource policies;
  private final ScheduledExecutorService statusThread;
  private final Leadership leadership;

  /** Reads and writes nothing before it is started. */
  public StandalonePlatform(Settings settings, SingleThreads threads) {
    Path folder = Path.of(settings.text(SettingKey.POLICIES));
    state = settings.path(SettingKey.STATE).orElse(folder.resolve(DEFAULT_STATE));
    policies =
        new FolderPolicySource(
            folder,
            new LastGoodFiles(state.resolve(LAST_GOOD)),
            new StoredGenerations(state.resolve(GENERATIONS)),
            id -> new StateFolder(state).read(id).map(GrpcPoolPolicyStatus::lastAccepted),
            threads.named("policies"));
    statusThread = threads.named("status");
    leadership = new FileLockLeadership(state, statusThread);
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
    return Map.of();
  }

  /** The log is where a machine without Kubernetes keeps them. */
  @Override
  public AuditLog events() {
    return entry -> {};
  }

  @Override
  public Optional<TokenAuthenticator> tokens() {
    return Optional.empty();
  }

  @Override
  public void writeStatus(StatusFeed feed) {
    FolderStatusWriter writer =
        new FolderStatusWriter(
            new StateFolder(state), feed.reports(), feed.statuses(), leadership, statusThread);
    feed.changes().onChange(writer::changed);
    leadership.start(writer::writeAll);
    writer.start();
  }

  @Override
  public void close() {
    policies.close();
    leadership.close();
  }
}
