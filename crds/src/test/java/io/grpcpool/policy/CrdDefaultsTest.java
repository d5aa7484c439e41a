package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An object that went through the API server means what the same file means. What the CRD cannot
 * say, because it depends on another field, Java adds to both.
 */
class CrdDefaultsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> specs() {
    return Stream.of(
        "discovery: {consul: {service: orders}}\ntracks: [{name: main}]",
        "discovery: {static: {endpoints: [{address: 10.0.0.7, port: 1}]}}\ntracks: [{name: main}]",
        "discovery: {kubernetes: {service: orders}}\ntracks: [{name: main}]\npool: {}",
        "discovery: {external: {source: file}}\ntracks: [{name: main}]\nresilience: {retry: {}}",
        "discovery: {external: {source: file}}\nresilience: {retry: {backoff: {base: 1s}}}",
        "discovery: {external: {source: file}}\npool: {connectionsPerEndpoint: {min: 2}}",
        "loadBalancing: {}\nresilience: {circuitBreaker: {}}",
        "resilience: {methods: [{name: a.B, retry: {backoff: {}}}], outlierDetection: {}}",
        "resilience: {circuitBreaker: {open: {}}, healthCheck: {}}");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void storedDefaultsChangeNothing(String yaml) {
    GrpcPoolPolicySpec written = spec(load(yaml));

    GrpcPoolPolicySpec stored = spec(stored(load(yaml), Crd.at("spec")));

    assertThat(PolicyDefaults.apply("orders", stored))
        .isEqualTo(PolicyDefaults.apply("orders", written));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyDefaultThatDependsOnNothingIsStored(String yaml) {
    GrpcPoolPolicySpec stored = spec(stored(load(yaml), Crd.at("spec")));

    GrpcPoolPolicySpec defaulted = PolicyDefaults.apply("orders", spec(load(yaml)));

    assertThat(stored.suspend()).isEqualTo(defaulted.suspend());
    assertThat(stored.deletionGrace()).isEqualTo(defaulted.deletionGrace());
    assertThat(stored.loadBalancing()).isEqualTo(defaulted.loadBalancing());
    assertThat(stored.resilience().retry().attempts())
        .isEqualTo(defaulted.resilience().retry().attempts());
    assertThat(stored.resilience().retry().codes())
        .isEqualTo(defaulted.resilience().retry().codes());
    assertThat(stored.resilience().retry().backoff().base())
        .isEqualTo(defaulted.resilience().retry().backoff().base());
    assertThat(stored.resilience().circuitBreaker())
        .isEqualTo(defaulted.resilience().circuitBreaker());
    assertThat(stored.resilience().outlierDetection())
        .isEqualTo(defaulted.resilience().outlierDetection());
  }

  /** What the API server stores: defaults filled in from the outside in. */
  private static Object stored(Object value, Crd crd) {
    if (value instanceof List<?> list && crd.schema().containsKey("items")) {
      return list.stream().map(element -> stored(element, crd.items())).toList();
    }
    if (!(value instanceof Map)) {
      return value;
    }
    Map<String, Object> fields = new LinkedHashMap<>(Crd.cast(value));
    for (String name : crd.properties().keySet()) {
      Crd child = crd.child(name);
      if (!fields.containsKey(name) && child.schema().containsKey("default")) {
        fields.put(name, child.schema().get("default"));
      }
      if (fields.containsKey(name)) {
        fields.put(name, stored(fields.get(name), child));
      }
    }
    return fields;
  }

  private static Object load(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private static GrpcPoolPolicySpec spec(Object values) {
    return MAPPER.convertValue(values, GrpcPoolPolicySpec.class);
  }
}
