package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.support.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reference pages, compared with a running control plane. */
@Timeout(120)
class ReferencePagesIT {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");

  @TempDir static Path folder;
  private static ControlPlane controlPlane;

  @BeforeAll
  static void start() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.copy(Manifests.CONFIG.resolve("samples/static.yaml"), policies.resolve("static.yaml"));
    controlPlane =
        ControlPlane.start(folder.resolve("control-plane.log"), Map.of(), "--policies=" + policies);
  }

  @AfterAll
  static void stop() {
    controlPlane.close();
  }

  @Test
  void everyMetricOfOursIsOnThePageOfMetrics() throws IOException {
    List<String> names =
        controlPlane
            .get("/metrics")
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" "))
            .map(words -> words[3].equals("counter") ? words[2] + "_total" : words[2])
            .filter(name -> name.matches("(xds|lrs|grpcpool)_.*") && !name.endsWith("_max"))
            .map(name -> name.replaceFirst("_total_total$", "_total"))
            .toList();

    String page = Files.readString(REFERENCE.resolve("metrics.md"));

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void everySettingIsOnThePageOfSettings() throws IOException {
    List<String> names =
        controlPlane.stats().path("settings").findValuesAsText("name").stream().sorted().toList();

    String page = Files.readString(REFERENCE.resolve("settings.md"));

    assertThat(names)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`--" + flag(name)));
  }

  private static String flag(String property) {
    return property.replaceFirst("^grpcpool\\.", "").replace('.', '-');
  }
}
