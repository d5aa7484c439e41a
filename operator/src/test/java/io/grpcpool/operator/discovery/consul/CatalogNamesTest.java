package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One service that left, or a catalogue that was lost. */
class CatalogNamesTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Set<String> FOUR = Set.of("consul", "a", "b", "c");

  private final CatalogNames names = new CatalogNames();

  @Test
  void isNotLostWhenOneOfFourLeaves() {
    names.see(FOUR, 10, NOW);
    names.see(Set.of("consul", "a", "b"), 11, NOW.plusSeconds(1));

    assertThat(names.lost(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void isLostWhenHalfOfFourVanishAtOnce() {
    names.see(FOUR, 10, NOW);
    names.see(Set.of("consul", "a"), 11, NOW.plusSeconds(1));

    assertThat(names.lost(NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void isLostWhenHalfVanishedWhileConsulWasDownForLong() {
    names.see(FOUR, 10, NOW);
    names.see(Set.of("consul"), 11, NOW.plusSeconds(3600));

    assertThat(names.lost(NOW.plusSeconds(3600))).isTrue();
  }

  @Test
  void isNotLostWhenServicesLeaveOneByOne() {
    names.see(FOUR, 10, NOW);
    names.see(Set.of("consul", "a", "b"), 11, NOW.plusSeconds(1));
    names.see(Set.of("consul", "a"), 12, NOW.plusSeconds(120));

    assertThat(names.lost(NOW.plusSeconds(120))).isFalse();
  }

  @Test
  void isLostWhenTheIndexOfTheNamesWentBack() {
    names.see(Set.of("consul", "a"), 10, NOW);
    names.see(Set.of("consul"), 9, NOW.plusSeconds(1));

    assertThat(names.lost(NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void isLostWhenNotEvenConsulIsListed() {
    names.see(Set.of(), 10, NOW);

    assertThat(names.lost(NOW)).isTrue();
  }

  @Test
  void doesNotRegardCase() throws IOException {
    names.see(CatalogNames.parse(json("{\"Web\":[\"v1\"],\"consul\":null}")), 10, NOW);

    assertThat(names.has("wEB")).isTrue();
    assertThat(names.bare()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{\"web\":[", "{\"web\""})
  void refusesWhatIsNoObjectOfServices(String text) {
    assertThatThrownBy(() -> CatalogNames.parse(json(text))).isInstanceOf(IOException.class);
  }

  private static ByteArrayInputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
