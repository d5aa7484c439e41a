package io.grpcpool.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.settings.Resolution.Resolved;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a changed file changes in a process that runs. */
class SettingsReloadTest {

  private static final Settings RUNNING = settings(Map.of("grpcpool.log.level", "info"));

  private static Settings settings(Map<String, String> file) {
    SettingsInput input = new SettingsInput(Map.of(), Map.of(), Map.of(), file);
    return ((Resolved) SettingsResolver.resolve(input)).settings();
  }

  @Test
  void takesASettingThatActsWithoutARestart() {
    SettingsReload reload =
        SettingsReload.of(RUNNING, settings(Map.of("grpcpool.xds.max.names", "7")));

    assertThat(reload.effective().count(SettingKey.XDS_MAX_NAMES)).isEqualTo(7);
    assertThat(reload.changed()).containsExactly("grpcpool.xds.max.names");
    assertThat(reload.restartNeeded()).isEmpty();
  }

  @Test
  void keepsASettingThatNeedsARestartAndNamesIt() {
    SettingsReload reload = SettingsReload.of(RUNNING, settings(Map.of("grpcpool.xds.port", "1")));

    assertThat(reload.effective().port(SettingKey.XDS_PORT)).isEqualTo(15_010);
    assertThat(reload.changed()).isEmpty();
    assertThat(reload.restartNeeded()).containsExactly("grpcpool.xds.port");
  }

  @Test
  void namesNothingAnyMoreWhenTheFileIsAsTheProcessRuns() {
    SettingsReload wrong = SettingsReload.of(RUNNING, settings(Map.of("grpcpool.xds.port", "1")));

    SettingsReload back = SettingsReload.of(wrong.effective(), RUNNING);

    assertThat(back.restartNeeded()).isEmpty();
    assertThat(back.effective()).isEqualTo(RUNNING);
  }

  @Test
  void aKeyThatLeavesTheFileHasItsDefaultAgain() {
    Settings debug = settings(Map.of("grpcpool.log.level", "debug"));

    SettingsReload reload = SettingsReload.of(debug, settings(Map.of()));

    assertThat(reload.effective().text(SettingKey.LOG_LEVEL)).isEqualTo("info");
  }

  @Test
  void whatSourcesAreToldNeedsARestart() {
    SettingsReload reload =
        SettingsReload.of(RUNNING, settings(Map.of("grpcpool.sources.file.path", "x")));

    assertThat(reload.effective().ofSource("file")).isEmpty();
    assertThat(reload.restartNeeded()).containsExactly("grpcpool.sources");
  }
}
