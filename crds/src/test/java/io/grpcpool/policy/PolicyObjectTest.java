package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy as the Kubernetes client reads and writes it. */
class PolicyObjectTest {

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void ignoresFieldsThatALaterVersionAdded() {
    String text =
        Documents.text(
            Documents.DISCOVERY, "tracks: [{name: main, colour: blue}]", "future: {a: 1}");

    GrpcPoolPolicy policy = serialization.unmarshal(text, GrpcPoolPolicy.class);

    assertThat(policy.getSpec().tracks()).containsExactly(new Track("main", null, null, null));
  }

  @Test
  void keepsADurationThatIsNone() {
    GrpcPoolPolicy policy =
        serialization.unmarshal(Documents.text("deletionGrace: soon"), GrpcPoolPolicy.class);

    assertThat(policy.getSpec().deletionGrace()).isEqualTo("soon");
  }

  @Test
  void readsAPortThatIsANumber() {
    String text = Documents.text("discovery: {kubernetes: {service: orders, port: 50051}}");

    GrpcPoolPolicy policy = serialization.unmarshal(text, GrpcPoolPolicy.class);

    assertThat(policy.getSpec().discovery().kubernetes().port()).isEqualTo("50051");
  }

  @Test
  void writesNoFieldThatIsAbsent() {
    GrpcPoolPolicy policy = new GrpcPoolPolicy();
    policy.setStatus(
        new GrpcPoolPolicyStatus(
            3L,
            null,
            "Pending",
            List.of(new Condition("Ready", "False", 3L, null, "Initializing", "")),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));

    assertThat(serialization.asJson(policy))
        .isEqualTo(
            "{\"apiVersion\":\"grpcpool.io/v1alpha1\",\"kind\":\"GrpcPoolPolicy\",\"metadata\":{},"
                + "\"status\":{\"observedGeneration\":3,\"phase\":\"Pending\",\"conditions\":[{"
                + "\"type\":\"Ready\",\"status\":\"False\",\"observedGeneration\":3,"
                + "\"reason\":\"Initializing\",\"message\":\"\"}]}}");
  }

  @Test
  void writesReservedWordsAsTheDocumentHasThem() {
    Discovery discovery = new Discovery(null, null, new StaticDiscovery(List.of()), null);

    assertThat(serialization.asJson(discovery)).isEqualTo("{\"static\":{\"endpoints\":[]}}");
  }

  @Test
  void isNotChangedThroughAListThatItWasMadeOf() {
    List<String> codes = new ArrayList<>(List.of("UNAVAILABLE"));
    Retry retry = new Retry(3, codes, null);

    codes.clear();

    assertThat(retry.codes()).containsExactly("UNAVAILABLE");
    assertThatThrownBy(() -> retry.codes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
