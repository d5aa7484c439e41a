package io.grpcpool.bench.xds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFileTest {

  @Test
  void sumsUserAndSystemTimeWhateverTheCommandIsCalled() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 9 0 100 1 2 3";

    assertThat(ProcFile.cpuSeconds(stat)).isEqualTo(1.75);
  }

  @Test
  void readsResidentMemoryInKibibytes() {
    assertThat(ProcFile.residentBytes("VmPeak:\t 9 kB\nVmRSS:\t   3 kB\nVmData: 1 kB\n"))
        .isEqualTo(3 * 1024);
  }
}
