package io.grpcpool.xds.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpcpool.xds.ManualScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may begin when: in order, at a rate, and not too many at a time. */
@Timeout(60)
class StreamAdmissionTest {

  private final ManualScheduler time = new ManualScheduler();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void end() {
    time.shutdownNow();
  }

  private static final class Stream implements StreamAdmission.Applicant {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void admitted() {
      heard.add("admitted");
    }

    @Override
    public void refused(Excess excess) {
      heard.add(excess.status().getCode() + ": " + excess.status().getDescription());
    }
  }

  private StreamAdmission admission(int streamsPerSecond, int initialSyncs) {
    return new StreamAdmission(
        new AdmissionLimits(streamsPerSecond, initialSyncs, 1, 1, 1, 1),
        new AdmissionMetrics(meters),
        time,
        time::nanos);
  }

  private static List<Stream> apply(StreamAdmission admission, int count) {
    List<Stream> streams = IntStream.range(0, count).mapToObj(i -> new Stream()).toList();
    streams.forEach(admission::apply);
    return streams;
  }

  private static long admitted(List<Stream> streams) {
    return streams.stream().filter(s -> s.heard.equals(List.of("admitted"))).count();
  }

  @Test
  void letsOneSecondsWorthBeginAtOnce() {
    List<Stream> streams = apply(admission(10, 100), 11);

    assertThat(admitted(streams)).isEqualTo(10);
  }

  @Test
  void letsTheOthersBeginInTheirOrderAsTimePasses() {
    List<Stream> streams = apply(admission(10, 100), 13);

    time.advance(Duration.ofMillis(100));

    assertThat(streams.get(10).heard).containsExactly("admitted");
    assertThat(streams.get(11).heard).isEmpty();
    assertThat(meters.get("xds.admission.waiting").gauge().value()).isEqualTo(2);
  }

  @Test
  void turnsAwayAtOnceWhoWouldWaitLongerThanFiveSeconds() {
    List<Stream> streams = apply(admission(10, 100), 61);

    assertThat(streams.get(60).heard)
        .containsExactly(
            "RESOURCE_EXHAUSTED: more than 10 new streams per second on this server, try later");
    assertThat(rejected(Limit.STREAMS_PER_SECOND)).isOne();
  }

  private double rejected(Limit limit) {
    return meters.get("xds.admission.rejected").tag("limit", limit.label()).counter().count();
  }

  @Test
  void turnsAwayWhoFoundNoPlaceWithinFiveSeconds() {
    List<Stream> streams = apply(admission(10, 1), 2);

    time.advance(StreamAdmission.LONGEST_WAIT);

    assertThat(streams.get(1).heard)
        .containsExactly(
            Status.Code.RESOURCE_EXHAUSTED
                + ": more than 1 streams at a time begin on this server, try later");
    assertThat(rejected(Limit.INITIAL_SYNCS)).isOne();
  }

  @Test
  void letsThoseWhoWaitBeginWhenTheLimitsAreRaised() {
    StreamAdmission admission = admission(10, 1);
    List<Stream> streams = apply(admission, 5);

    admission.limits(new AdmissionLimits(10, 3, 1, 1, 1, 1));

    assertThat(admitted(streams)).isEqualTo(3);
  }

  @Test
  void admitsAtTheNewRateWhenTheLimitsAreLowered() {
    StreamAdmission admission = admission(10, 100);
    admission.limits(new AdmissionLimits(2, 100, 1, 1, 1, 1));

    List<Stream> streams = apply(admission, 4);

    assertThat(admitted(streams)).isEqualTo(2);
    time.advance(Duration.ofMillis(500));
    assertThat(admitted(streams)).isEqualTo(3);
  }

  @Test
  void givesThePlaceOfAStreamThatIsInSyncToTheNext() {
    StreamAdmission admission = admission(10, 1);
    StreamAdmission.Ticket first = admission.apply(new Stream());
    Stream second = new Stream();
    admission.apply(second);

    first.leave();

    assertThat(second.heard).containsExactly("admitted");
  }

  @Test
  void givesAPlaceAwayOnlyOnce() {
    StreamAdmission admission = admission(10, 1);
    StreamAdmission.Ticket first = admission.apply(new Stream());
    List<Stream> others = apply(admission, 2);

    first.leave();
    first.leave();

    assertThat(admitted(others)).isOne();
  }

  @Test
  void takesThePlaceOfAStreamThatAnswersNothing() {
    StreamAdmission admission = admission(10, 1);
    admission.apply(new Stream());
    time.advance(Duration.ofSeconds(6));
    Stream second = new Stream();
    admission.apply(second);

    time.advance(Duration.ofSeconds(4));

    assertThat(second.heard).containsExactly("admitted");
  }

  @Test
  void forgetsAStreamThatGoesWhileItWaits() {
    StreamAdmission admission = admission(1, 100);
    apply(admission, 1);
    Stream gone = new Stream();
    StreamAdmission.Ticket ticket = admission.apply(gone);
    List<Stream> next = apply(admission, 1);

    ticket.leave();
    time.advance(Duration.ofSeconds(1));

    assertThat(gone.heard).isEmpty();
    assertThat(admitted(next)).isOne();
  }
}
