package io.grpcpool.operator.assembly;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.ServiceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Thread-safe. Reads lines of {@code address port version} from the file that a policy names. */
final class TextFileSource implements EndpointSource {

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  @Override
  public String kind() {
    return "text";
  }

  @Override
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    Path file = Path.of(((ServiceRef.External) service).parameters().get("file"));
    ScheduledFuture<?> reading =
        scheduler.scheduleWithFixedDelay(
            () -> listener.accept(read(file)), 0, 20, TimeUnit.MILLISECONDS);
    return () -> reading.cancel(false);
  }

  private static EndpointsView read(Path file) {
    try {
      List<Endpoint> endpoints =
          Files.readAllLines(file).stream().map(TextFileSource::endpoint).toList();
      return EndpointsView.fresh(endpoints, List.of());
    } catch (IOException e) {
      return EndpointsView.UNKNOWN.stale(e.toString());
    }
  }

  private static Endpoint endpoint(String line) {
    String[] words = line.split(" ");
    return new Endpoint(
        line,
        words[0],
        Integer.parseInt(words[1]),
        EndpointHealth.PASSING,
        1,
        new TreeMap<>(Map.of("version", words[2])),
        new TreeSet<>(),
        Locality.NONE,
        "");
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
