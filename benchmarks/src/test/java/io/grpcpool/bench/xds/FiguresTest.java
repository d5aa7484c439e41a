package io.grpcpool.bench.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.bench.xds.peer.PeerKind;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private final Figures figures = new Figures();

  @Test
  void showsTheMedianOfTheRepetitionsWithTheLeastAndTheGreatest() {
    DoubleStream.of(9, 1, 5, 4, 100)
        .forEach(sample -> figures.add(Figure.TARGETED, PeerKind.GRPCPOOL, sample));

    assertThat(figures.markdown()).contains("| 5.0 (1.0 to 100.0) | – |");
  }

  @Test
  void saysWhereNothingCame() {
    figures.add(Figure.TARGETED, PeerKind.JAVA_CONTROL_PLANE, Double.NaN);

    assertThat(figures.markdown()).contains("| – | none |");
  }
}
