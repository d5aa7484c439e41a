package io.grpcpool.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For whom a resource exists. */
class AudienceTest {

  private static final ClientIdentity WORKLOAD =
      new ClientIdentity(
          "spiffe://example.org/ns/shop/sa/web",
          Set.of("spiffe://example.org/ns/shop/sa/web", "shop/web", "shop"));

  @Test
  void everyoneIncludesWhoHasProvedNothing() {
    assertThat(Audience.of(List.of()).admits(ClientIdentity.ANONYMOUS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "shop/web",
        "spiffe://example.org/ns/shop/sa/web",
        "spiffe://example.org/ns/shop/*",
        "spiffe://example.org/*"
      })
  void admitsAWorkloadByEachOfItsNames(String entry) {
    assertThat(Audience.of(List.of("other", entry)).admits(WORKLOAD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sho",
        "shop2",
        "shop/webs",
        "web",
        "spiffe://example.org/ns/shop/sa/we",
        "spiffe://example.org/ns/sho/*",
        "spiffe://example.com/*",
        "dns:shop"
      })
  void doesNotAdmitByANameThatIsOnlyAlike(String entry) {
    assertThat(Audience.of(List.of(entry)).admits(WORKLOAD)).isFalse();
  }

  @Test
  void doesNotTakeADnsNameForANamespace() {
    ClientIdentity server = new ClientIdentity("dns:shop", Set.of("dns:shop"));

    assertThat(Audience.of(List.of("shop")).admits(server)).isFalse();
    assertThat(Audience.of(List.of("dns:shop")).admits(server)).isTrue();
  }

  @Test
  void doesNotAdmitWhoHasProvedNothingWhereSomebodyIsNamed() {
    assertThat(Audience.of(List.of("shop")).admits(ClientIdentity.ANONYMOUS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Shop",
        "shop.example",
        "shop/",
        "shop/*",
        "/web",
        "*",
        "spiffe://",
        "spiffe://example.org",
        "spiffe://example.org/",
        "spiffe://example.org/a/../b",
        "spiffe://example.org/a*",
        "SPIFFE://example.org/a",
        "dns:",
        "dns:*.example.org",
        "https://example.org/a"
      })
  void refusesAnEntryOfNoForm(String entry) {
    assertThatThrownBy(() -> Audience.of(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + entry + "\"")
        .hasMessageContaining("NAMESPACE/ACCOUNT");
  }

  @ParameterizedTest
  @CsvSource({"a,a,true", "a,b,false"})
  void isEqualWhenTheEntriesAre(String one, String other, boolean equal) {
    assertThat(Audience.of(List.of(one, "z")).equals(Audience.of(List.of("z", other))))
        .isEqualTo(equal);
  }
}
