package io.grpcpool.operator.policies.folder;

import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.status.LastAccepted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: files are read on the scheduler's thread alone. Watches a folder by the file
 * system's events, and looks itself now and then because some file systems have none.
 *
 * <p>A file is read when nothing has moved for {@link #SETTLE}: an editor that truncates a file and
 * writes it in pieces leaves, for a moment, a shorter document that is valid.
 */
public final class FolderPolicySource implements PolicySource {

  /** How long a folder must be quiet before it is read. */
  static final Duration SETTLE = Duration.ofMillis(15);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final PolicyFolder folder;
  private final LastGoodFiles lastGood;
  private final Generations generations;
  private final Function<PolicyId, Optional<LastAccepted>> kept;
  private final ScheduledExecutorService scheduler;
  private volatile SortedMap<String, String> problems = Collections.emptySortedMap();
  private @Nullable FolderWatch watch;
  private @Nullable FolderPolicies policies;
  private boolean listed;

  /**
   * Reads nothing before {@link #start}.
   *
   * @param kept what status keeps of a policy whose present document was refused
   * @param scheduler one thread; not closed here
   */
  public FolderPolicySource(
      Path folder,
      LastGoodFiles lastGood,
      Generations generations,
      Function<PolicyId, Optional<LastAccepted>> kept,
      ScheduledExecutorService scheduler) {
    this.folder = new PolicyFolder(folder);
    this.lastGood = lastGood;
    this.generations = generations;
    this.kept = kept;
    this.scheduler = scheduler;
  }

  @Override
  public void start(PolicyListener listener) {
    FolderPolicies read =
        new FolderPolicies(new ParsedFiles(folder, lastGood), generations, kept, listener);
    policies = read;
    watch = new FolderWatch(folder.path(), SETTLE, scheduler, () -> scan(listener));
    scheduler.execute(() -> scan(listener));
    scheduler.scheduleWithFixedDelay(
        () -> lookAgain(listener),
        LOOK_AGAIN.toMillis(),
        LOOK_AGAIN.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void lookAgain(PolicyListener listener) {
    if (watch != null) {
      watch.ensureOpen();
    }
    scan(listener);
  }

  private void scan(PolicyListener listener) {
    if (policies == null) {
      return;
    }
    boolean readable = policies.scan();
    problems = policies.problems();
    if (readable && !listed) {
      listed = true;
      listener.listed();
    }
  }

  @Override
  public SortedMap<String, String> problems() {
    return new TreeMap<>(problems);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
