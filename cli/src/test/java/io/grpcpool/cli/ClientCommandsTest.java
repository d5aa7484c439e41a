package io.grpcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code grpcpool clients} and {@code grpcpool xds}. */
@Timeout(60)
class ClientCommandsTest {
  private static final String SYNC =
      """
      {"clients": [
         {"stream": 4, "node": "web-1", "language": "java", "peer": "10.0.0.9:4000",
          "connectedSince": "2026-01-01T00:00:00.123456789Z",
          "types": [{"type": "Listener", "status": "SYNCED"},
                    {"type": "Cluster", "status": "ERROR", "error": "bad lb policy"}]}],
       "matching": 1, "next": null}
      """;
  private static final String CLIENTS =
      """
      {"clients": [
         {"node": "web-1",
          "types": [{"type": "Cluster", "resources": [
             {"name": "shop/a\\u001b[31m", "status": "ERROR",
              "sentVersion": "0123456789abcdef0123456789abcdef", "ackedVersion": null,
              "refusal": {"message": "bad lb policy"}}]}]}],
       "matching": 10000, "next": 4}
      """;
  private static final String RESOURCES =
      """
      {"resources": [
         {"type": "Listener", "name": "shop", "versions": ["0123456789abcdef", "1"], "bytes": 412,
          "subscribers": 3, "acknowledged": 2, "refused": 1}], "matching": 1, "next": null}
      """;
  private static final String PUSHES =
      """
      {"pushes": [
         {"number": 7, "at": "2026-01-01T00:00:00Z", "policy": "default/shop", "generation": 4,
          "versions": {"Listener/shop": ["1"]}, "resources": 1, "streams": 20,
          "state": "ACKNOWLEDGED", "lastAcknowledgementMillis": 12}]}
      """;

  private final FakeControlPlane controlPlane = new FakeControlPlane();
  private String server = "";

  @BeforeEach
  void serve() {
    controlPlane
        .answers("/debug/xds/syncz", 200, SYNC)
        .answers("/debug/xds/clients", 200, CLIENTS)
        .answers("/debug/xds/resources", 200, RESOURCES)
        .answers("/debug/xds/pushes", 200, PUSHES);
    server = "--server=" + controlPlane.url();
  }

  @AfterEach
  void close() {
    controlPlane.close();
  }

  @Test
  void listsClientsWithWhatTheyRefused() {
    Run run = Run.of("clients", server);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("web-1  java      10.0.0.9:4000  2026-01-01T00:00:00Z  1 of 2   bad lb policy");
  }

  @Test
  void asksForTheClientsOfOneServiceAndNodeThatRefuseSomething() {
    Run.of("clients", "--service", "shop/a b", "--node", "web", "--nacked", server);

    assertThat(controlPlane.asked())
        .containsExactly("/debug/xds/syncz?limit=100&nacked=true&node=web&service=shop%2Fa+b");
  }

  @Test
  void showsEachNameOfEachClientWithoutWhatControlsATerminal() {
    Run run = Run.of("xds", "--limit=1", server);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            NODE   TYPE     NAME         STATUS  SENT          ACKNOWLEDGED  REFUSAL
            web-1  Cluster  shop/a [31m  ERROR   0123456789ab  –             bad lb policy
            1 of 10000 clients; --limit shows more
            """);
  }

  @Test
  void showsWhatIsServedAndToHowMany() {
    assertThat(Run.of("xds", "--resources", server).out())
        .isEqualTo(
            """
            TYPE      NAME  VERSION          BYTES  CLIENTS  ACKNOWLEDGED  REFUSED
            Listener  shop  0123456789ab +1    412        3             2        1
            """);
  }

  @Test
  void showsTheLastPushes() {
    assertThat(Run.of("xds", "--pushes", server).out())
        .contains("default/shop", "Listener/shop", "ACKNOWLEDGED", "12 ms");
  }

  @Test
  void readsPageAfterPage() {
    Run.of("xds", "--limit=2", server);

    assertThat(controlPlane.asked())
        .containsExactly("/debug/xds/clients?limit=2", "/debug/xds/clients?after=4&limit=1");
  }

  @Test
  void printsOneArrayOfJson() {
    Run run = Run.of("xds", "--limit=2", "-o", "json", server);

    assertThat(JsonParser.parseString(run.out()).getAsJsonArray()).hasSize(2);
  }

  @Test
  void saysWhatTheControlPlaneRefuses() {
    try (FakeControlPlane refusing = new FakeControlPlane()) {
      refusing.answers("/debug/xds/syncz", 400, "{\"error\": \"service: no policy is called x\"}");

      Run run = Run.of("clients", "--service=x", "--server=" + refusing.url());

      assertThat(run.status()).isOne();
      assertThat(run.err()).contains("refuses: service: no policy is called x");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    String gone = controlPlane.url();
    controlPlane.close();

    Run run = Run.of("xds", "--server=" + gone);

    assertThat(run.status()).isOne();
    assertThat(run.err()).contains("does not answer at " + gone, "--server URL");
  }

  @Test
  void refusesALimitOfZeroAsWrongUsage() {
    Run run = Run.of("clients", "--limit=0", server);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--limit is 0; allowed: 1 or more");
  }
}
