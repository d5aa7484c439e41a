package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever a client sends costs its own stream at most: another that behaves gets its pushes. The
 * number of the repetition is the seed that repeats it.
 */
@Timeout(60)
class HostileClientsTest {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  @RegisterExtension final RunningServer xds = new RunningServer();

  private RawClient witness;

  @BeforeEach
  void aWitnessIsServed() {
    xds.publish(endpoints("witnessed", 1), cluster("served-0"), cluster("served-1"));
    witness = xds.connect();
    witness.subscribe(ENDPOINTS, "witnessed");
    witness.accept(ENDPOINTS, "witnessed");
  }

  @RepeatedTest(12)
  void randomRequestsEndTheirStreamForAnExcessOrNotAtAll(RepetitionInfo repetition)
      throws Exception {
    RandomRequests random = randomRequests(repetition);
    RawClient hostile = xds.connect(random.node());

    random.next(20).forEach(hostile::send);

    theWitnessIsServed();
    hostile.halfClose();
    assertThat(hostile.end().getCode()).isIn(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
    onlyTheWitnessIsLeft();
  }

  @RepeatedTest(6)
  void aStreamWhoseMessagesAreNoRequestsIsToldSo(RepetitionInfo repetition) throws Exception {
    byte[] garbage = bytes(repetition, 5_000);
    // A tag of wire type 7, which there is not: no parser takes it for a field.
    garbage[0] = 0x0f;

    try (HostileCall hostile = new HostileCall(xds.server().port())) {
      hostile.send(garbage);

      theWitnessIsServed();
      assertThat(hostile.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    onlyTheWitnessIsLeft();
  }

  @RepeatedTest(6)
  void aConnectionThatDoesNotSpeakHttp2IsItsOwnLossAlone(RepetitionInfo repetition)
      throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), xds.server().port())) {
      socket.getOutputStream().write(bytes(repetition, 100_000));
      theWitnessIsServed();
    }
    onlyTheWitnessIsLeft();
  }

  @RepeatedTest(6)
  void framesByChanceAreTheLossOfTheirConnectionAlone(RepetitionInfo repetition) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), xds.server().port())) {
      // Reset instead of closed, as by a process that was killed.
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(frames(new SplittableRandom(repetition.getCurrentRepetition())));
      theWitnessIsServed();
    }
    onlyTheWitnessIsLeft();
  }

  @RepeatedTest(6)
  void aStreamThatIsCutWhileItIsAnsweredLeavesNothingBehind(RepetitionInfo repetition) {
    RandomRequests random = randomRequests(repetition);
    RawClient hostile = xds.connect(random.node());

    random.next(repetition.getCurrentRepetition()).forEach(hostile::send);
    hostile.close();

    theWitnessIsServed();
    onlyTheWitnessIsLeft();
  }

  private static RandomRequests randomRequests(RepetitionInfo repetition) {
    return new RandomRequests(new SplittableRandom(repetition.getCurrentRepetition()));
  }

  private static byte[] bytes(RepetitionInfo repetition, int most) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Whole frames of any type, flags, stream and content. */
  private static byte[] frames(SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // An empty SETTINGS frame, without which the server reads nothing else.
    out.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    for (int i = 0; i < 50; i++) {
      byte[] payload = new byte[random.nextInt(200)];
      random.nextBytes(payload);
      out.writeBytes(
          new byte[] {
            0,
            0,
            (byte) payload.length,
            (byte) random.nextInt(11),
            (byte) random.nextInt(256),
            0,
            0,
            0,
            (byte) random.nextInt(6)
          });
      out.writeBytes(payload);
    }
    return out.toByteArray();
  }

  private void theWitnessIsServed() {
    xds.publish(endpoints("witnessed", 2));
    assertThat(names(witness.accept(ENDPOINTS, "witnessed"))).containsExactly("witnessed");
  }

  private void onlyTheWitnessIsLeft() {
    await().untilAsserted(() -> assertThat(xds.server().clients()).hasSize(1));
  }
}
