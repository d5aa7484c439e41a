package io.grpcpool.operator.identity.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.ClientIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stateless. Reads the API server's verdict on a token. */
final class ServiceAccountTokens {

  /** A token made for another audience, such as the API server's own, is not taken. */
  static final String AUDIENCE = "grpcpool-xds";

  private static final String GROUP = "system:serviceaccounts";

  private static final Pattern USER = Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ServiceAccountTokens() {}

  static Authentication judge(@Nullable TokenReviewStatus verdict, String token) {
    if (verdict == null || !Boolean.TRUE.equals(verdict.getAuthenticated())) {
      return new Refused("the bearer token is not valid in this cluster for audience " + AUDIENCE);
    }
    // A server that does not know of audiences says nothing of them, and has not checked them.
    if (!verdict.getAudiences().contains(AUDIENCE)) {
      return new Refused("the bearer token is not for audience " + AUDIENCE);
    }
    Matcher user = USER.matcher(String.valueOf(verdict.getUser().getUsername()));
    if (!verdict.getUser().getGroups().contains(GROUP) || !user.matches()) {
      return new Refused("the bearer token is not that of a ServiceAccount");
    }
    return new Authenticated(
        ClientIdentity.serviceAccount(user.group(1), user.group(2)), expiry(token));
  }

  /** The verdict does not say until when it holds; a token that was found valid says so itself. */
  private static Instant expiry(String token) {
    String[] parts = token.split("\\.");
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
      JsonNode exp = JSON.readTree(new String(claims, StandardCharsets.UTF_8)).path("exp");
      return exp.canConvertToLong() && exp.isNumber()
          ? Instant.ofEpochSecond(exp.longValue())
          : Instant.MAX;
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Instant.MAX; // not a JWT: it ends when the API server says no
    }
  }
}
