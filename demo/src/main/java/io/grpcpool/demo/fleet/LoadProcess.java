package io.grpcpool.demo.fleet;

import io.grpcpool.demo.load.LoadClient;
import io.grpcpool.demo.measure.LoadReport;
import io.grpcpool.demo.measure.LoadReportJson;
import io.grpcpool.demo.measure.Observations;
import io.grpcpool.demo.process.Child;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Thread-safe. The client's process; its reports become observations. */
public final class LoadProcess {
  private static final Pattern READY = Pattern.compile("^ready$");
  private static final Duration START = Duration.ofSeconds(120);

  private LoadProcess() {}

  /** Starts the client and waits for its first answer. */
  public static void start(
      Children children, Path bootstrap, int callsPerSecond, Observations observations)
      throws InterruptedException {
    Child child =
        children.start(
            "client",
            JavaCommand.main(
                LoadClient.class, List.of(PolicyDraft.TARGET, Integer.toString(callsPerSecond))),
            Map.of("GRPC_XDS_BOOTSTRAP", bootstrap.toString()),
            READY,
            line -> takes(line, observations));
    child.onExit(observations::end);
    child.awaitReady(START);
  }

  private static boolean takes(String line, Observations observations) {
    Optional<LoadReport> report = LoadReportJson.read(line);
    report.ifPresent(observations::add);
    return report.isPresent();
  }
}
