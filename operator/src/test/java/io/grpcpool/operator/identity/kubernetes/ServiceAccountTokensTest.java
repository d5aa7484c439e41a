package io.grpcpool.operator.identity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.ClientIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server's verdict makes of a token. */
class ServiceAccountTokensTest {

  private static TokenReviewStatusBuilder verdict() {
    return new TokenReviewStatusBuilder()
        .withAuthenticated(true)
        .withAudiences("grpcpool-xds")
        .withNewUser()
        .withUsername("system:serviceaccount:shop:web")
        .withGroups("system:serviceaccounts", "system:serviceaccounts:shop")
        .endUser();
  }

  private static String refusal(TokenReviewStatus verdict) {
    return ((Refused) ServiceAccountTokens.judge(verdict, "token")).reason();
  }

  @Test
  void namesTheServiceAccount() {
    Authentication judged = ServiceAccountTokens.judge(verdict().build(), "token");

    assertThat(((Authenticated) judged).identity())
        .isEqualTo(ClientIdentity.serviceAccount("shop", "web"));
  }

  @Test
  void holdsUntilTheTokenItselfSaysThatItEnds() {
    String claims = "{\"iss\":\"https://kubernetes\",\"exp\":1767225600}";
    String token =
        "e30."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".signature";

    Authentication judged = ServiceAccountTokens.judge(verdict().build(), token);

    assertThat(((Authenticated) judged).until()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opaque", "a.b.c", "e30.e30.", "e30.IQ.x"})
  void holdsForAsLongAsIsBelievedWhereTheTokenDoesNotSay(String token) {
    Authentication judged = ServiceAccountTokens.judge(verdict().build(), token);

    assertThat(((Authenticated) judged).until()).isEqualTo(Instant.MAX);
  }

  @Test
  void refusesWhatTheServerDoesNotKnow() {
    assertThat(refusal(verdict().withAuthenticated(false).build())).contains("not valid");
  }

  @Test
  void refusesATokenWhoseAudienceWasNotChecked() {
    assertThat(refusal(verdict().withAudiences().build())).contains("audience grpcpool-xds");
  }

  @Test
  void refusesATokenOfAnotherAudience() {
    assertThat(refusal(verdict().withAudiences("https://kubernetes").build()))
        .contains("audience grpcpool-xds");
  }

  @Test
  void refusesAUserWhoIsNoServiceAccount() {
    TokenReviewStatus person =
        verdict().editUser().withUsername("ann").withGroups("system:masters").endUser().build();

    assertThat(refusal(person)).contains("ServiceAccount");
  }

  @Test
  void refusesAUserWhoOnlyHasTheNameOfAServiceAccount() {
    TokenReviewStatus person = verdict().editUser().withGroups("people").endUser().build();

    assertThat(refusal(person)).contains("ServiceAccount");
  }
}
