package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stateless. Asks once whether the token may read nodes: without node:read old versions of Consul
 * answer with an empty list and no word of why.
 */
final class AclSelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(AclSelfTest.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An internal API of Consul's UI: no other one answers what a token may do. */
  private static final String AUTHORIZE = "/v1/internal/acl/authorize";

  private static final String QUESTION =
      "[{\"Resource\":\"node\",\"Access\":\"read\",\"Segment\":\"\"}]";

  private AclSelfTest() {}

  static void run(ConsulHttp http, WatchLimits limits) {
    if (http.hasToken()) {
      ConsulQuery query = new ConsulQuery(AUTHORIZE, Map.of(), limits.readTimeout());
      http.post(query, QUESTION, JSON::readTree, AclSelfTest::answered);
    }
  }

  private static void answered(ConsulReply<JsonNode> reply) {
    if (reply instanceof Answer<JsonNode> answer) {
      JsonNode allow = answer.body().path(0).path("Allow");
      if (allow.isBoolean() && !allow.booleanValue()) {
        LOG.warn(
            "consul: the token lacks node_prefix \"\" {policy = \"read\"}; services may look"
                + " empty");
      }
    } else if (reply instanceof Refusal<JsonNode> refusal && refusal.status() == 403) {
      LOG.warn("consul: the token is refused: {}", refusal.excerpt());
    }
  }
}
