package io.grpcpool.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.settings.Resolution;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings file of a process that runs. */
class LiveSettingsTest {

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<Settings> told = new ArrayList<>();
  private Map<String, String> file = Map.of();
  private final LiveSettings live =
      new LiveSettings(this::resolve, ((Resolved) resolve()).settings(), scheduler);

  private Resolution resolve() {
    return SettingsResolver.resolve(new SettingsInput(Map.of(), Map.of(), Map.of(), file));
  }

  private void write(Map<String, String> content) {
    file = content;
    live.reload(told::add);
  }

  @AfterEach
  void end() {
    scheduler.shutdownNow();
  }

  @Test
  void tellsOfASettingThatActsNow() {
    write(Map.of("grpcpool.bare.names", "false"));

    assertThat(told)
        .singleElement()
        .satisfies(settings -> assertThat(settings.isOn(SettingKey.BARE_NAMES)).isFalse());
  }

  @Test
  void aFileWithOneWrongValueChangesNothing() {
    write(Map.of("grpcpool.bare.names", "false", "grpcpool.xds.max.names", "many"));

    assertThat(told).isEmpty();
    assertThat(live.current().isOn(SettingKey.BARE_NAMES)).isTrue();
  }

  @Test
  void aFileThatIsGoodAgainActs() {
    write(Map.of("grpcpool.bare.names", "neither"));
    write(Map.of("grpcpool.bare.names", "false"));

    assertThat(live.current().isOn(SettingKey.BARE_NAMES)).isFalse();
  }

  @Test
  void saysWhatWaitsForTheNextStart() {
    write(Map.of("grpcpool.http.port", "1"));

    assertThat(live.last().restartNeeded()).containsExactly("grpcpool.http.port");
    assertThat(live.current().port(SettingKey.HTTP_PORT)).isEqualTo(9_090);
    assertThat(told).isEmpty();
  }

  @Test
  void tellsOfNothingTwice() {
    write(Map.of("grpcpool.bare.names", "false"));
    write(Map.of("grpcpool.bare.names", "false"));

    assertThat(told).hasSize(1);
  }
}
