package io.grpcpool.operator.identity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import io.grpcpool.xds.identity.ClientIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the Kubernetes API is asked about tokens. */
@EnableKubernetesMockClient
@Timeout(60)
class TokenReviewerTest {

  private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

  KubernetesMockServer server;
  KubernetesClient client;
  private final CountDownLatch over = new CountDownLatch(1);
  private TokenReviewer reviewer;

  @BeforeEach
  void start() {
    reviewer = new TokenReviewer(client, Duration.ofSeconds(30));
  }

  @AfterEach
  void end() {
    over.countDown();
    reviewer.close();
  }

  /** What the API server answers once the test is over. */
  private TokenReview slowly() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TokenReview();
  }

  private Authentication ask(String token) throws Exception {
    return reviewer.authenticate(token).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void asksWithItsAudienceAndBelievesTheAnswer() throws Exception {
    TokenReview answer =
        new TokenReviewBuilder()
            .withNewStatus()
            .withAuthenticated(true)
            .withAudiences("grpcpool-xds")
            .withNewUser()
            .withUsername("system:serviceaccount:shop:web")
            .withGroups("system:serviceaccounts")
            .endUser()
            .endStatus()
            .build();
    server.expect().post().withPath(PATH).andReturn(201, answer).once();

    Authentication judged = ask("a-token");

    assertThat(((Authenticated) judged).identity())
        .isEqualTo(ClientIdentity.serviceAccount("shop", "web"));
    TokenReview asked =
        Serialization.unmarshal(server.takeRequest().getBody().readUtf8(), TokenReview.class);
    assertThat(asked.getSpec().getToken()).isEqualTo("a-token");
    assertThat(asked.getSpec().getAudiences()).containsExactly("grpcpool-xds");
  }

  @Test
  void doesNotKnowWhileItIsForbiddenToAskAndKeepsTheTokenToItself() throws Exception {
    server.expect().post().withPath(PATH).andReturn(403, "not for a-token").once();

    Authentication judged = ask("a-token");

    assertThat(judged).isInstanceOf(Unavailable.class);
    assertThat(((Unavailable) judged).reason()).doesNotContain("a-token");
  }

  @Test
  void turnsThoseAwayWhoFindTooManyBeforeThem() throws Exception {
    server.expect().post().withPath(PATH).andReply(201, request -> slowly()).always();

    List<Authentication> atOnce =
        IntStream.range(0, TokenReviewer.MOST_WAITING + 10)
            .mapToObj(i -> reviewer.authenticate("token-" + i).toCompletableFuture())
            .filter(judged -> judged.isDone())
            .map(judged -> judged.join())
            .toList();

    assertThat(atOnce)
        .hasSize(6)
        .allSatisfy(
            judged ->
                assertThat(((Unavailable) judged).reason()).contains("tokens wait to be checked"));
  }
}
