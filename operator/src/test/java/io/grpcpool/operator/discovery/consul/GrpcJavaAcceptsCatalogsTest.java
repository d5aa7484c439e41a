package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.grpc.xds.GrpcJavaParser;
import io.grpcpool.operator.compile.Assignments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is registered in Consul, what is served of it is accepted by grpc-java's own parser, and
 * what is not served is named. A failure is repeated by its number, which is the seed.
 */
@Timeout(60)
class GrpcJavaAcceptsCatalogsTest {
  private static final List<String> ADDRESSES =
      List.of("", "10.0.0.1", "10.0.0.2", "::1", "0:0:0:0:0:0:0:1", "2001:DB8::1");
  private static final List<String> ODD_ADDRESSES =
      List.of("web.example", "fe80::1%eth0", "[::1]", "0.0.0.0", "::", " ", "10.0.0.256", "1.2.3");
  private static final List<Long> PORTS =
      List.of(80L, 81L, 65_535L, 0L, -1L, 65_536L, 70_000L, Long.MAX_VALUE);
  private static final List<String> STATES =
      List.of("passing", "warning", "critical", "maintenance", "", "odd");
  private static final List<String> FIELDS =
      List.of(
          "\"Weights\":null",
          "\"Weights\":{\"Passing\":0,\"Warning\":0}",
          "\"Weights\":{\"Passing\":-5}",
          "\"Weights\":{\"Passing\":4294967296,\"Warning\":4294967296}",
          "\"Weights\":\"heavy\"",
          "\"Meta\":null,\"Tags\":null",
          "\"Meta\":{\"version\":\"2\",\"zone\":\"a\",\"region\":null}",
          "\"Meta\":{\"version\":2,\"zone\":[]},\"Tags\":[\"a\",\"a\",null,7,\"version=2\"]",
          "\"Ports\":[{\"Name\":\"grpc\",\"Port\":90}],\"Port\":0",
          "\"Ports\":[{\"Name\":\"a\"},{\"Name\":\"b\"}]",
          "\"Kind\":\"connect-proxy\"",
          "\"TaggedAddresses\":7,\"Locality\":\"here\",\"Unknown\":{\"deep\":[1]}");

  @RepeatedTest(500)
  void acceptsWhatIsServedOfAnyCatalogue(RepetitionInfo repetition) throws Exception {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int number = 1 + random.nextInt(8);

    ServiceSnapshot snapshot = parse(catalogue(number, random));

    assertThat(snapshot.endpoints().size() + snapshot.problems().size()).isEqualTo(number);
    for (Map.Entry<MessageLite, Integer> served : Assignments.of(snapshot.endpoints()).entrySet()) {
      assertThat(GrpcJavaParser.endpoints(served.getKey())).isEqualTo(served.getValue());
    }
  }

  private static InstanceJson[] catalogue(int number, SplittableRandom random) {
    return IntStream.range(0, number)
        .mapToObj(i -> instance("i" + i, random))
        .toArray(InstanceJson[]::new);
  }

  private static InstanceJson instance(String id, SplittableRandom random) {
    List<String> addresses = random.nextInt(4) == 0 ? ODD_ADDRESSES : ADDRESSES;
    return anInstance(id)
        .at(one(addresses, random), one(PORTS, random))
        .having(one(FIELDS, random))
        .checked(one(STATES, random), one(STATES, random));
  }

  private static <T> T one(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private static ServiceSnapshot parse(InstanceJson... instances) throws IOException {
    byte[] json = InstanceJson.list(instances).getBytes(StandardCharsets.UTF_8);
    return new ConsulInstances(InstanceRules.DEFAULT).parse(new ByteArrayInputStream(json));
  }
}
