package io.grpcpool.planner.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.NameGrant.NameConflict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameClaimsTest {

  private static final PolicyId SHOP = new PolicyId("shop", "users");
  private static final PolicyId BANK = new PolicyId("bank", "users");
  private static final PolicyId TWIN = new PolicyId("shop", "users-twin");

  private final NameClaims claims = new NameClaims(true);

  @Test
  void grantsLongNameBareNameAndAliases() {
    claims.put(claim(SHOP, 1, "users", "accounts"));

    assertThat(claims.grant(SHOP).listeners()).containsExactly("accounts", "users", "users.shop");
    assertThat(claims.grant(SHOP).refused()).isFalse();
  }

  @Test
  void givesBareNameToTheOldestPolicyAndLeavesTheOtherItsLongName() {
    claims.put(claim(BANK, 2, "users"));
    claims.put(claim(SHOP, 1, "users"));

    assertThat(claims.grant(SHOP).listeners()).containsExactly("users", "users.shop");
    assertThat(claims.grant(BANK).listeners()).containsExactly("users.bank");
    assertThat(claims.grant(BANK).conflicts()).containsExactly(new NameConflict("users", SHOP));
    assertThat(claims.grant(BANK).refused()).isFalse();
  }

  @Test
  void takesBareNamesAwayAndGivesThemBack() {
    claims.put(claim(SHOP, 1, "users", "accounts"));
    claims.put(claim(BANK, 2, "users"));

    assertThat(claims.bareNames(false)).containsExactly(BANK, SHOP);
    assertThat(claims.grant(SHOP).listeners()).containsExactly("accounts", "users.shop");
    assertThat(claims.grant(BANK).conflicts()).isEmpty();
    assertThat(claims.bareNames(true)).containsExactly(BANK, SHOP);
    assertThat(claims.grant(SHOP).listeners()).containsExactly("accounts", "users", "users.shop");
  }

  @Test
  void tellsOfNobodyWhereBareNamesStayAsTheyAre() {
    claims.put(claim(SHOP, 1, "users"));

    assertThat(claims.bareNames(true)).isEmpty();
  }

  @Test
  void refusesTheYoungerOfTwoPoliciesForOneTargetInOneNamespace() {
    claims.put(claim(SHOP, 1, "users"));
    claims.put(claim(TWIN, 2, "users"));

    assertThat(claims.grant(TWIN).refused()).isTrue();
    assertThat(claims.grant(TWIN).listeners()).isEmpty();
    assertThat(claims.grant(SHOP).refused()).isFalse();
  }

  @Test
  void refusesTheYoungerOfTwoPoliciesForOneAliasInOneNamespace() {
    claims.put(claim(SHOP, 1, "users", "accounts"));
    claims.put(claim(TWIN, 2, "twin", "accounts"));

    assertThat(claims.grant(TWIN).refused()).isTrue();
  }

  @Test
  void decidesEqualAgeByNamespaceAndName() {
    claims.put(claim(SHOP, 1, "users"));
    claims.put(claim(BANK, 1, "users"));

    assertThat(claims.grant(BANK).listeners()).contains("users");
  }

  @Test
  void decidesByPathWhereThereIsNoAge() {
    claims.put(new NameClaim(SHOP, Seniority.ofPath("b.yaml", 0), "users", List.of()));
    claims.put(new NameClaim(BANK, Seniority.ofPath("a.yaml", 1), "users", List.of()));

    assertThat(claims.grant(BANK).listeners()).contains("users");
  }

  @Test
  void givesALongNameToItsPolicyEvenIfAnOlderOneHasItAsAlias() {
    claims.put(claim(BANK, 1, "ledger", "users.shop"));
    claims.put(claim(SHOP, 2, "users"));

    assertThat(claims.grant(SHOP).listeners()).containsExactly("users", "users.shop");
    assertThat(claims.grant(BANK).conflicts())
        .containsExactly(new NameConflict("users.shop", SHOP));
  }

  @Test
  void givesNoBareNamesWhereTheyAreTurnedOff() {
    NameClaims longOnly = new NameClaims(false);
    longOnly.put(claim(SHOP, 1, "users", "accounts"));

    assertThat(longOnly.grant(SHOP).listeners()).containsExactly("accounts", "users.shop");
  }

  @Test
  void grantsNothingWithoutClaim() {
    assertThat(claims.grant(SHOP).listeners()).isEmpty();
  }

  @Test
  void namesThePoliciesThatAClaimChanges() {
    assertThat(claims.put(claim(BANK, 2, "users"))).containsExactly(BANK);
    assertThat(claims.put(claim(new PolicyId("x", "other"), 1, "other"))).hasSize(1);

    assertThat(claims.put(claim(SHOP, 1, "users"))).containsExactly(BANK, SHOP);
  }

  @Test
  void namesNobodyWhereNothingChanges() {
    claims.put(claim(SHOP, 1, "users"));

    assertThat(claims.put(claim(SHOP, 1, "users"))).isEmpty();
    assertThat(claims.remove(BANK)).isEmpty();
  }

  @Test
  void namesThePolicyThatInheritsAName() {
    claims.put(claim(SHOP, 1, "users"));
    claims.put(claim(BANK, 2, "users"));

    assertThat(claims.remove(SHOP)).containsExactly(BANK);
    assertThat(claims.grant(BANK).listeners()).contains("users");
    assertThat(claims.grant(BANK).conflicts()).isEmpty();
  }

  @Test
  void namesThePolicyThatInheritsWhenATargetIsRenamed() {
    claims.put(claim(SHOP, 1, "users"));
    claims.put(claim(BANK, 2, "users"));

    assertThat(claims.put(claim(SHOP, 1, "people"))).containsExactly(BANK, SHOP);
    assertThat(claims.grant(SHOP).listeners()).containsExactly("people", "people.shop");
  }

  @Test
  void spellsNamesInOnePlace() {
    String cluster = "shop/users/version=1.4.0";

    assertThat(ResourceNames.longListener("users", "shop")).isEqualTo("users.shop");
    assertThat(ResourceNames.revision(cluster)).isEqualTo("version=1.4.0");
  }

  private static NameClaim claim(PolicyId id, int age, String target, String... aliases) {
    return new NameClaim(
        id, Seniority.ofObject(Instant.ofEpochSecond(age), id), target, List.of(aliases));
  }
}
