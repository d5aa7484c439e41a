package io.grpcpool.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.settings.CommandLine.Flags;
import io.grpcpool.operator.settings.CommandLine.HelpAsked;
import io.grpcpool.operator.settings.CommandLine.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the arguments of the process mean. */
class CommandLineTest {

  @Test
  void readsBothSpellingsOfAFlag() {
    assertThat(CommandLine.parse("--xds-port", "0", "--policies=dir"))
        .isEqualTo(new Flags(Map.of(SettingKey.XDS_PORT, "0", SettingKey.POLICIES, "dir")));
  }

  @Test
  void refusesAnUnknownFlagByItsName() {
    assertThat(CommandLine.parse("--polices", "dir"))
        .isEqualTo(new Refused("unknown argument \"--polices\"; --help lists the flags"));
  }

  @Test
  void refusesAWordThatIsNoFlag() {
    assertThat(CommandLine.parse("policies")).isInstanceOf(Refused.class);
  }

  @Test
  void refusesAFlagWithoutItsValue() {
    assertThat(CommandLine.parse("--policies")).isEqualTo(new Refused("--policies needs a value"));
  }

  @Test
  void refusesAFlagThatIsGivenTwice() {
    assertThat(CommandLine.parse("--policies=a", "--policies=b"))
        .isEqualTo(new Refused("--policies is given twice"));
  }

  @Test
  void givesHelpWhateverElseIsThere() {
    assertThat(CommandLine.parse("--policies", "dir", "--help")).isEqualTo(new HelpAsked());
  }

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void helpNamesEveryFlag(SettingKey key) {
    assertThat(CommandLine.usage()).contains("--" + key.flag() + " ");
  }
}
