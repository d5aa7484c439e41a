package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.Locality;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Consul may send, and what becomes of it. */
class ConsulInstancesTest {

  @ParameterizedTest
  @CsvSource({
    "passing, PASSING",
    "passing+warning, WARNING",
    "warning+critical, CRITICAL",
    "critical+passing, CRITICAL",
    "Passing, PASSING",
    "maintenance, CRITICAL",
    "bogus, CRITICAL"
  })
  void takesTheWorstOfAllChecks(String states, EndpointHealth health) {
    assertThat(endpoint(anInstance("a").checked(states.split("\\+"))).health()).isEqualTo(health);
  }

  @Test
  void takesAnInstanceWithoutChecksAsPassing() {
    assertThat(endpoint(anInstance("a").withChecks("")).health()).isEqualTo(EndpointHealth.PASSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_node_maintenance", "_service_maintenance:a"})
  void tellsMaintenanceFromCritical(String checkId) {
    String checks =
        "{\"CheckID\":\"%s\",\"Status\":\"critical\",\"ServiceID\":\"\"}".formatted(checkId);

    assertThat(endpoint(anInstance("a").withChecks(checks)).health())
        .isEqualTo(EndpointHealth.MAINTENANCE);
  }

  @Test
  void ignoresChecksOfOtherServicesOnTheNode() {
    String checks = "{\"CheckID\":\"x\",\"Status\":\"critical\",\"ServiceID\":\"b\"}";

    assertThat(endpoint(anInstance("a").withChecks(checks)).health())
        .isEqualTo(EndpointHealth.PASSING);
  }

  @ParameterizedTest
  @CsvSource({
    "passing, '{\"Passing\":10,\"Warning\":3}', 10",
    "warning, '{\"Passing\":10,\"Warning\":3}', 3",
    "critical, '{\"Passing\":10,\"Warning\":3}', 10",
    "warning, '{\"Passing\":10,\"Warning\":0}', 0",
    "passing, '{\"Passing\":0,\"Warning\":0}', 1",
    "passing, '{\"Passing\":-5,\"Warning\":1}', 1",
    "passing, '{\"Passing\":4294967296,\"Warning\":1}', 1000000",
    "passing, '{\"Passing\":\"many\"}', 1",
    "passing, '{}', 1",
    "passing, null, 1",
    "passing, 7, 1"
  })
  void weighsByTheStateOfHealth(String state, String weights, long weight) {
    InstanceJson instance = anInstance("a").checked(state).having("\"Weights\":" + weights);

    assertThat(endpoint(instance).weight()).isEqualTo(weight);
  }

  @Test
  void fallsBackToTheNodesAddress() {
    assertThat(endpoint(anInstance("a").at("", 80)).address()).isEqualTo("10.9.9.9");
  }

  @Test
  void servesIpv6() {
    assertThat(endpoint(anInstance("a").at("2001:db8::7", 80)).address()).isEqualTo("2001:db8::7");
  }

  @Test
  void prefersATaggedAddressWithItsOwnPort() {
    InstanceJson instance =
        anInstance("a")
            .having("\"TaggedAddresses\":{\"wan\":{\"Address\":\"203.0.113.7\",\"Port\":8443}}");

    Endpoint endpoint =
        snapshot(new InstanceRules("wan", "grpc"), list(instance)).endpoints().get(0);

    assertThat(endpoint.address()).isEqualTo("203.0.113.7");
    assertThat(endpoint.port()).isEqualTo(8443);
  }

  @ParameterizedTest
  @CsvSource({
    "web.example, 80, host names are not resolved",
    "fe80::1%eth0, 80, must have no zone id",
    "[2001:db8::1], 80, must be written without brackets",
    "0.0.0.0, 80, must not be the unspecified address",
    "::, 80, must not be the unspecified address",
    "10.0.0.1, 0, port 0: must be 1 to 65535",
    "10.0.0.1, 70000, port 70000: must be 1 to 65535",
    "10.0.0.1, -1, port -1: must be 1 to 65535"
  })
  void leavesOutWhatClientsWouldRefuseAndSaysWhy(String address, long port, String reason) {
    ServiceSnapshot snapshot = parse(list(anInstance("a").at(address, port), anInstance("b")));

    assertThat(snapshot.endpoints()).extracting(Endpoint::id).containsExactly("n1/b");
    assertThat(snapshot.problems()).extracting(EndpointProblem::id).containsExactly("n1/a");
    assertThat(snapshot.problems().get(0).reason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'[{\"Name\":\"http\",\"Port\":80},{\"Name\":\"grpc\",\"Port\":81}]', 81",
    "'[{\"Name\":\"x\",\"Port\":80},{\"Name\":\"y\",\"Port\":81,\"Default\":true}]', 81",
    "'[{\"Name\":\"x\",\"Port\":82}]', 82",
    "'[]', 50051",
    "null, 50051"
  })
  void picksOneOfSeveralPorts(String ports, int port) {
    assertThat(endpoint(anInstance("a").having("\"Ports\":" + ports)).port()).isEqualTo(port);
  }

  @Test
  void namesThePortsWhenNoneCanBePicked() {
    String ports = "\"Ports\":[{\"Name\":\"x\",\"Port\":80},{\"Name\":\"y\",\"Port\":81}]";

    ServiceSnapshot snapshot = parse(list(anInstance("a").having(ports)));

    assertThat(snapshot.endpoints()).isEmpty();
    assertThat(snapshot.problems().get(0).reason())
        .isEqualTo("ports: none of [x, y] is named \"grpc\" or marked as default");
  }

  @Test
  void keepsTheHealthiestThenTheHeaviestOfDuplicates() {
    ServiceSnapshot snapshot =
        parse(
            list(
                anInstance("a").checked("critical"),
                anInstance("b").having("\"Weights\":{\"Passing\":2,\"Warning\":1}"),
                anInstance("c").having("\"Weights\":{\"Passing\":5,\"Warning\":1}")));

    assertThat(snapshot.endpoints()).extracting(Endpoint::id).containsExactly("n1/c");
    assertThat(snapshot.problems()).extracting(EndpointProblem::id).containsExactly("n1/a", "n1/b");
  }

  @Test
  void knowsOneIpv6AddressInTwoSpellings() {
    ServiceSnapshot snapshot =
        parse(list(anInstance("a").at("2001:db8::1", 80), anInstance("b").at("2001:DB8:0::1", 80)));

    assertThat(snapshot.endpoints()).hasSize(1);
  }

  @Test
  void doesNotDependOnTheOrderOfTheAnswer() {
    InstanceJson a = anInstance("a").at("10.0.0.1", 80);
    InstanceJson b = anInstance("b").at("10.0.0.2", 80);

    assertThat(parse(list(b, a))).isEqualTo(parse(list(a, b)));
  }

  @Test
  void leavesOutProxies() {
    ServiceSnapshot snapshot = parse(list(anInstance("a").having("\"Kind\":\"connect-proxy\"")));

    assertThat(snapshot.endpoints()).isEmpty();
    assertThat(snapshot.problems().get(0).reason()).contains("connect-proxy");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Locality\":{\"Region\":\"r1\",\"Zone\":\"z1\"},\"Meta\":{\"zone\":\"z2\"}', r1, z1",
    "'\"Meta\":{\"zone\":\"z2\",\"region\":\"r2\"}', r2, z2",
    "'\"Meta\":{\"external-k8s-topology-zone\":\"z3\"}', '', z3"
  })
  void findsTheLocality(String fields, String region, String zone) {
    assertThat(endpoint(anInstance("a").having(fields)).locality())
        .isEqualTo(new Locality(region, zone, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Meta\":null,\"Tags\":null,\"TaggedAddresses\":null",
        "\"Meta\":[],\"Tags\":{},\"TaggedAddresses\":7",
        "\"Tags\":[null,3,{}],\"Meta\":{\"k\":null,\"o\":{}}",
        "\"Unknown\":{\"deep\":[[[]]]}"
      })
  void readsOddDataAsAbsent(String fields) {
    Endpoint endpoint = endpoint(anInstance("a").having(fields));

    assertThat(endpoint.labels()).isEmpty();
    assertThat(endpoint.tags()).isEmpty();
  }

  @Test
  void takesRepeatedTagsOnce() {
    assertThat(endpoint(anInstance("a").having("\"Tags\":[\"t\",\"t\"]")).tags())
        .containsExactly("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[null, 5, \"x\"]"})
  void findsNothingInAListOfNothing(String json) {
    assertThat(parse(json).isEmpty()).isTrue();
  }

  private static Endpoint endpoint(InstanceJson instance) {
    return parse(list(instance)).endpoints().get(0);
  }

  private static ServiceSnapshot parse(String json) {
    return snapshot(InstanceRules.DEFAULT, json);
  }

  private static ServiceSnapshot snapshot(InstanceRules rules, String json) {
    InputStream body = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    try {
      return new ConsulInstances(rules).parse(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
