package io.grpcpool.xds;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Not thread-safe. Requests that no client in its right mind would send, by chance. */
final class RandomRequests {

  private static final List<String> TYPES =
      List.of(
          ResourceType.LISTENER.typeUrl(),
          ResourceType.ROUTE_CONFIGURATION.typeUrl(),
          ResourceType.CLUSTER.typeUrl(),
          ResourceType.ENDPOINTS.typeUrl(),
          "",
          "type.googleapis.com/unknown.Type",
          "no url, zürich \0");
  private static final List<String> NAMES =
      List.of("", "*", "witnessed", "a/b/c", "xdstp://x/y?z=1", "é\0\n", "served-0", "served-1");
  private static final List<String> NONCES = List.of("", "1", "2", "3", "zz", "-1", "é");

  private final RandomGenerator random;

  RandomRequests(RandomGenerator random) {
    this.random = random;
  }

  Node node() {
    Node.Builder node = Node.newBuilder().setId(text(600)).setUserAgentName(one(NAMES));
    if (random.nextInt(4) == 0) {
      Value value = Value.newBuilder().setStringValue(text(20_000)).build();
      node.setMetadata(Struct.newBuilder().putFields(text(20), value));
    }
    return node.setLocality(Locality.newBuilder().setZone(text(100))).build();
  }

  List<DiscoveryRequest.Builder> next(int count) {
    return IntStream.range(0, count).mapToObj(number -> next()).toList();
  }

  private DiscoveryRequest.Builder next() {
    DiscoveryRequest.Builder request =
        DiscoveryRequest.newBuilder()
            .setTypeUrl(one(TYPES))
            .setResponseNonce(one(NONCES))
            .setVersionInfo(text(80));
    names().forEach(request::addResourceNames);
    if (random.nextInt(3) == 0) {
      request.setErrorDetail(Status.newBuilder().setCode(random.nextInt()).setMessage(text(5_000)));
    }
    return request;
  }

  private List<String> names() {
    return switch (random.nextInt(8)) {
      case 0 -> List.of();
      case 1 -> IntStream.range(0, random.nextInt(6_000)).mapToObj(i -> "name-" + i).toList();
      case 2 -> List.of(text(100_000), text(100_000));
      default -> IntStream.range(0, random.nextInt(6)).mapToObj(i -> one(NAMES)).toList();
    };
  }

  /** Any characters but surrogates, which are no text. */
  private String text(int longest) {
    int length = random.nextInt(longest);
    StringBuilder text = new StringBuilder(length);
    random.ints(length, 0, 0xd800).forEach(character -> text.append((char) character));
    return text.toString();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
