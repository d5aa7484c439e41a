package io.grpcpool.bench.xds.soak;

import io.grpcpool.bench.xds.soak.Soak.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. Soaks the xDS server; ends with 1 where something did not hold. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Minutes of churn by every kind of client; then all must hold what is served.")
public final class SoakMain implements Callable<Integer> {

  /** A heap that grows by more over the run is no flat one. */
  static final double MOST_GROWTH = 0.1;

  /**
   * What says a line for each refusal and each broken connection, which come by the thousand here.
   * Held, because levels go with loggers that nobody holds.
   */
  private static final List<Logger> QUIETENED =
      List.of(
          Logger.getLogger("io.grpcpool.xds.AdsStream"),
          Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport"));

  @Option(names = "--seconds", defaultValue = "300", description = "how long (300)")
  int seconds;

  @Option(names = "--clients", defaultValue = "300", description = "clients that stay (300)")
  int clients;

  @Option(names = "--seed", defaultValue = "1", description = "of all that is done by chance (1)")
  long seed;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SoakMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    QUIETENED.forEach(logger -> logger.setLevel(Level.SEVERE));
    Outcome outcome = new Soak(seed, clients).run(seconds);
    System.out.printf(
        Locale.ROOT,
        "seed %d, %d s: %,d changes, %d clients stayed, %,d visited%nheap after collections: %.1f"
            + " MB on average, grew by %.2f MB%nclients that hold something else than is served:"
            + " %s%nstreams that did not settle: %s%n",
        seed,
        seconds,
        outcome.changes(),
        clients,
        outcome.visits(),
        outcome.heapMean() / 1e6,
        outcome.heapGrowth() / 1e6,
        outcome.wrong(),
        outcome.unsettled());
    boolean holds =
        outcome.wrong().isEmpty()
            && outcome.unsettled().isEmpty()
            && outcome.heapGrowth() < MOST_GROWTH * outcome.heapMean();
    System.out.println(holds ? "held" : "did not hold");
    return holds ? 0 : 1;
  }
}
