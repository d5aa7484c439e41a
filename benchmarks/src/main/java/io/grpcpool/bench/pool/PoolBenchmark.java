package io.grpcpool.bench.pool;

import io.grpc.NameResolverRegistry;
import io.grpcpool.client.pool.PoolLoadBalancerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Confined to the main thread. Measures the pool beside its peers and prints a table in Markdown.
 * The contenders take turns within a repetition, so that what the machine does meets all.
 */
@Command(
    name = "pool",
    mixinStandardHelpOptions = true,
    description = "Measures the pool beside one plain channel, gax, grpc-gcp and other policies.")
public final class PoolBenchmark implements Callable<Integer> {

  /** Time for a pool to grow and for its counts to settle, before anything is measured. */
  private static final Duration SETTLING = Duration.ofMillis(1_500);

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "one,three,limited,growth,paced,memory",
      description = "groups of rows: one, three, limited, growth, paced, memory (all)")
  List<String> rows = List.of();

  @Option(names = "--repetitions", defaultValue = "5", description = "of each load (5)")
  int repetitions;

  @Option(names = "--millis", defaultValue = "2000", description = "of each sample (2,000)")
  int millis;

  /** Runs it. */
  public static void main(String[] args) {
    NameResolverRegistry.getDefaultRegistry().register(new FixedAddresses());
    PoolLoadBalancerProvider.register();
    System.exit(new CommandLine(new PoolBenchmark()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    for (String row : rows) {
      switch (row) {
        case "one", "three", "limited" -> print(row);
        case "growth" -> System.out.println(Growth.measure(repetitions));
        case "paced" -> System.out.println(PacedComparison.measure(repetitions, millis));
        case "memory" -> System.out.println(IdleMemory.measure(repetitions));
        default ->
            throw new IllegalArgumentException(
                "--rows: there is no \""
                    + row
                    + "\"; allowed: one, three, limited, growth, paced, memory");
      }
    }
    return 0;
  }

  private void print(String row) throws Exception {
    System.out.print(WorkTable.head());
    for (Work work : Works.all().getOrDefault(row, List.of())) {
      System.out.print(measured(work).markdown());
    }
    System.out.println();
  }

  private WorkTable measured(Work work) throws Exception {
    WorkTable table = new WorkTable(work);
    try (Backends backends = Backends.start(work.servers(), work.streams(), work.millis())) {
      for (Contender contender : work.contenders()) {
        sample(work, contender, backends); // the compiler's turn; not counted
      }
      for (int repetition = 0; repetition < repetitions; repetition++) {
        for (Contender contender : rotated(work.contenders(), repetition)) {
          Sample sample = sample(work, contender, backends);
          table.add(contender, sample);
          System.err.println(work.title() + " " + contender.title() + " " + sample);
        }
      }
    }
    return table;
  }

  /** Each contender comes first in some repetition, so that no place is an advantage. */
  private static List<Contender> rotated(List<Contender> contenders, int by) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.rotate(order, -by);
    return order;
  }

  private Sample sample(Work work, Contender contender, Backends backends)
      throws InterruptedException {
    try (OpenedChannel channel = contender.open(backends.ports(), work.connectionsOf(contender));
        ClosedLoop loop = new ClosedLoop(channel.channel(), work.callers(), work.bytes())) {
      return loop.run(SETTLING, Duration.ofMillis(millis));
    }
  }
}
