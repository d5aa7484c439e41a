package io.grpcpool.operator.world;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.ServiceRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Not thread-safe. Answers what the test says; {@code fake} with the parameter {@code name}. */
final class FakeSource implements EndpointSource {

  static final String KIND = "fake";

  private final Map<String, Consumer<EndpointsView>> watches = new HashMap<>();

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    String name = ((ServiceRef.External) service).parameters().get("name");
    watches.put(name, listener);
    return () -> watches.remove(name);
  }

  /** The service has these endpoints, each written as {@code version@address}. */
  void answer(String service, String... endpoints) {
    List<Endpoint> all = Arrays.stream(endpoints).map(FakeSource::endpoint).toList();
    watches.get(service).accept(EndpointsView.fresh(all, List.of()));
  }

  /** The source cannot tell any more and has only what it told before. */
  void doubt(String service, String... endpoints) {
    List<Endpoint> all = Arrays.stream(endpoints).map(FakeSource::endpoint).toList();
    watches.get(service).accept(EndpointsView.fresh(all, List.of()).stale("cannot be reached"));
  }

  boolean isWatched(String service) {
    return watches.containsKey(service);
  }

  private static Endpoint endpoint(String text) {
    String[] parts = text.split("@");
    return new Endpoint(
        text,
        parts[1],
        50_051,
        EndpointHealth.PASSING,
        1,
        new TreeMap<>(Map.of("version", parts[0])),
        new TreeSet<>(),
        Locality.NONE,
        "");
  }

  @Override
  public void close() {
    watches.clear();
  }
}
