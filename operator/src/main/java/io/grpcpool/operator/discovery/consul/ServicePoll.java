package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import io.grpcpool.operator.discovery.consul.ServiceAudience.Belief;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. One service in one datacenter, polled once for all watches:
 * plain read, then blocking queries; a plain read again before anything is removed, and after each
 * failure; for an empty list a consistent read and the list of services.
 */
final class ServicePoll implements PollSlots.Turn {
  private static final Duration MISSING_READ = Duration.ofSeconds(30);

  private final ServiceKey key;
  private final ConsulReads reads;
  private final Timing timing;
  private final HealthFanIn fanIn;
  private final CatalogWatch catalog;
  private final PollPacing pacing;
  private final ServiceState state;
  private final ServiceAudience audience;
  private @Nullable Pending call;
  private Timing.@Nullable Timer timer;
  private Timing.@Nullable Timer release;
  private Duration pause = Duration.ZERO;
  private boolean polling;

  ServicePoll(
      ServiceKey key, ConsulReads reads, Timing timing, HealthFanIn fanIn, CatalogWatch catalog) {
    this.key = key;
    this.reads = reads;
    this.timing = timing;
    this.fanIn = fanIn;
    this.catalog = catalog;
    this.pacing = new PollPacing(timing.random(), reads.limits().pollWait());
    this.state = new ServiceState(reads.limits().regressionHoldDown(), new RestartHolds(key));
    this.audience = new ServiceAudience(key, reads.metrics(), reads.stale());
  }

  void add(ServiceAudience.Listener listener) {
    boolean first = audience.isEmpty();
    audience.add(listener);
    if (first) {
      read();
    }
  }

  /** True when nobody is left: then the poll is closed. */
  boolean remove(ServiceAudience.Listener listener) {
    audience.remove(listener);
    if (!audience.isEmpty()) {
      return false;
    }
    close();
    return true;
  }

  void close() {
    start(null);
    cancelRelease();
    fanIn.leave(this);
    catalog.forget(key);
    audience.close();
  }

  ServiceKey key() {
    return key;
  }

  /** Whether a plain read of it tells something of its datacenter's health. */
  boolean canProbe() {
    return state.shown() != null && !state.isAbsent();
  }

  /** Compares a probe's answer with what is shown; a difference is read again at once. */
  void probed(Answer<ServiceSnapshot> answer) {
    if (polling && state.differs(answer.body())) {
      read();
    } else if (polling) {
      state.indexed(answer.headers().index());
    }
  }

  /** Whether a check of one of these nodes is a check of an instance, too. */
  boolean isOn(Set<String> nodes) {
    return !nodes.isEmpty() && state.isOn(nodes);
  }

  /** Reads at once; while it backs off that would be too soon. */
  void checksChanged() {
    if (!state.isFailing()) {
      read();
    }
  }

  /** Null: its datacenter answers as it should. */
  void datacenter(@Nullable Doubt doubt) {
    state.datacenter(doubt, timing.now());
    publish();
  }

  /** A plain read without an index. */
  @Override
  public void read() {
    start(null);
    call = reads.health(key, this::onRead);
  }

  /** Waits for the next change. */
  @Override
  public void poll() {
    if (pacing.index() == 0) {
      read();
      return;
    }
    start(null);
    polling = true;
    Instant asked = timing.now();
    call = reads.nextHealth(key, pacing.index(), reply -> onPolled(reply, asked));
  }

  private void onRead(ConsulReply<ServiceSnapshot> reply) {
    Answer<ServiceSnapshot> answer = believed(reply);
    if (answer == null) {
      return;
    }
    if (answer.body().isEmpty()) {
      start(reads.consistentHealth(key, this::onConsistent));
      return;
    }
    take(answer);
  }

  private void onPolled(ConsulReply<ServiceSnapshot> reply, Instant asked) {
    Answer<ServiceSnapshot> answer = believed(reply);
    if (answer == null) {
      return;
    }
    Instant now = timing.now();
    Duration took = Duration.between(asked, now);
    if (answer.body().isEmpty()) {
      pause = pacing.afterReturn(false, took, now);
      start(reads.consistentHealth(key, this::onConsistent));
      return;
    }
    boolean moved = answer.headers().index() > pacing.index();
    boolean forward = pacing.advance(answer.headers().index());
    boolean unconfirmed = state.polled(answer.body(), now);
    if (forward && !unconfirmed && !answer.headers().streaming()) {
      state.indexed(answer.headers().index());
    }
    boolean changed = publish();
    pause = pacing.afterReturn(changed || unconfirmed || moved, took, now);
    if (unconfirmed || !forward) {
      read();
    } else {
      next();
    }
  }

  private void onConsistent(ConsulReply<ServiceSnapshot> reply) {
    Answer<ServiceSnapshot> answer = believed(reply);
    if (answer == null) {
      return;
    }
    if (!answer.body().isEmpty()) {
      take(answer);
      return;
    }
    start(catalog.refresh(doubt -> onNames(doubt, answer.headers().index())));
  }

  private void onNames(@Nullable Doubt doubtOfNames, long index) {
    Doubt doubt = doubtOfNames;
    if (doubt == null) {
      doubt = state.nothing(key.service(), index, catalog.names(), timing.now());
    }
    if (doubt != null) {
      failed(doubt, Duration.ZERO);
      return;
    }
    start(null);
    fanIn.leave(this);
    pacing.restart();
    publish();
    catalog.await(key, this::read);
  }

  private void take(Answer<ServiceSnapshot> answer) {
    Instant now = timing.now();
    pacing.startAt(answer.headers().index());
    state.read(answer.body(), answer.headers().index(), now);
    catalog.forget(key);
    publish();
    next();
  }

  /** Goes on polling, where there is a slot; a pause is due only after needless returns. */
  private void next() {
    Duration delay = pause;
    pause = Duration.ZERO;
    start(null);
    if (delay.isZero()) {
      fanIn.enter(this);
    } else {
      timer = timing.after(delay, () -> fanIn.enter(this));
    }
  }

  /** Null, and the loop backs off, where the reply cannot be believed. */
  private @Nullable Answer<ServiceSnapshot> believed(ConsulReply<ServiceSnapshot> reply) {
    Doubt doubt = reads.doubt(reply);
    if (doubt == null && reply instanceof Answer<ServiceSnapshot> answer) {
      doubt = answer.body().isEmpty() ? reads.doubtOfNothing(answer.headers()) : null;
      if (doubt == null) {
        return answer;
      }
    }
    Duration retryAfter = Duration.ZERO;
    if (reply instanceof Refusal<?> refusal) {
      retryAfter = refusal.retryAfter();
      if (refusal.status() == 429) {
        fanIn.refused(this);
      }
    }
    failed(Objects.requireNonNull(doubt), retryAfter);
    return null;
  }

  private void failed(Doubt doubt, Duration retryAfter) {
    state.failed(doubt);
    fanIn.rest(this);
    start(null);
    publish();
    timer = timing.after(pacing.afterFailure(retryAfter, timing.now()), this::read);
  }

  /** True where it was news. */
  private boolean publish() {
    ServiceReading reading = state.reading().orElse(null);
    boolean news = reading != null && audience.isNews(reading);
    if (reading instanceof ServiceReading.Absent) {
      Belief belief = audience.tell(reading);
      if (belief.all()) {
        state.forget();
      }
      timer = timing.after(untilNextRead(belief), this::read);
    } else if (reading != null && news) {
      audience.tell(reading);
    }
    state.holdsUntil().ifPresent(this::releaseAt);
    return news;
  }

  /** When a held absence may be believed, and from time to time for a denial that was lifted. */
  private Duration untilNextRead(Belief belief) {
    Instant now = timing.now();
    Instant latest = now.plus(MISSING_READ);
    Instant due = belief.recheckAt().filter(latest::isAfter).orElse(latest);
    return Duration.between(now, due);
  }

  private void releaseAt(Instant due) {
    cancelRelease();
    release =
        timing.after(
            Duration.between(timing.now(), due),
            () -> {
              state.release(timing.now());
              publish();
            });
  }

  private void cancelRelease() {
    if (release != null) {
      release.cancel();
      release = null;
    }
  }

  /** Ends what is under way. */
  private void start(@Nullable Pending next) {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (call != null) {
      call.cancel();
    }
    polling = false;
    call = next;
  }
}
