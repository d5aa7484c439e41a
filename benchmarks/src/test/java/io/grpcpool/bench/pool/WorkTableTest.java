package io.grpcpool.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTableTest {

  private static final Work WORK =
      new Work("64 callers", 64, 16, 1, 0, 0, 4, List.of(Contender.PLAIN, Contender.GRPCPOOL));

  @Test
  void holdsEachSampleAgainstTheFirstContendersOfTheSameRepetition() {
    WorkTable table = new WorkTable(WORK);
    table.add(Contender.PLAIN, new Sample(100, 1, 10, 0));
    table.add(Contender.GRPCPOOL, new Sample(110, 2, 20, 0));
    table.add(Contender.PLAIN, new Sample(50, 1, 10, 0));
    table.add(Contender.GRPCPOOL, new Sample(60, 2, 20, 3));
    table.add(Contender.PLAIN, new Sample(100, 1, 10, 0));
    table.add(Contender.GRPCPOOL, new Sample(90, 2, 20, 0));

    assertThat(table.markdown())
        .contains("| 64 callers | Grpcpool | 90 | 1.10 (0.90 to 1.20) | 2.0 | 20 | 3 |");
  }
}
