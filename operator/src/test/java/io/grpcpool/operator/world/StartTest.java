package io.grpcpool.operator.world;

import static io.grpcpool.xds.identity.ClientIdentity.ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.identity.ClientIdentity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a replica says of names, and of itself, before it knows everything. */
class StartTest {

  private static final ResourceKey SHOP = new ResourceKey(ResourceType.LISTENER, "shop");
  private static final ResourceKey SHOP_CLUSTER =
      new ResourceKey(ResourceType.CLUSTER, "default/shop/version=1");
  private static final ResourceKey UNKNOWN = new ResourceKey(ResourceType.LISTENER, "nobody");

  private final WorldFixture fixture = new WorldFixture();

  @Test
  void everyNameIsPendingBeforeThePoliciesAreListed() {
    assertThat(fixture.pending.isPending(UNKNOWN, ANONYMOUS)).isTrue();
    assertThat(fixture.pending.isPending(SHOP_CLUSTER, ANONYMOUS)).isTrue();
  }

  @Test
  void aNameThatNoPolicyAsksForIsAbsentOnceTheyAreListed() {
    fixture.listed();

    assertThat(fixture.pending.isPending(UNKNOWN, ANONYMOUS)).isFalse();
  }

  @Test
  void aPolicyWithoutAPlanKeepsItsNamesAndClustersPending() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.listed();

    assertThat(fixture.pending.isPending(SHOP, ANONYMOUS)).isTrue();
    assertThat(fixture.pending.isPending(SHOP_CLUSTER, ANONYMOUS)).isTrue();
  }

  @Test
  void aPolicyWithoutAPlanIsPendingForThoseAloneWhomItAdmits() {
    fixture.world.observed(Documents.single("shop", 1, "shop", "allowedConsumers: [web]"));
    fixture.listed();

    ClientIdentity admitted = ClientIdentity.serviceAccount("web", "front");
    ClientIdentity other = ClientIdentity.serviceAccount("games", "chess");
    assertThat(fixture.pending.isPending(SHOP, admitted)).isTrue();
    assertThat(fixture.pending.isPending(SHOP_CLUSTER, admitted)).isTrue();
    assertThat(fixture.pending.isPending(SHOP, other)).isFalse();
    assertThat(fixture.pending.isPending(SHOP_CLUSTER, other)).isFalse();
  }

  @Test
  void aPlannedPolicyIsPendingNoMore() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.listed();

    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.runDue();

    assertThat(fixture.pending.isPending(SHOP_CLUSTER, ANONYMOUS)).isFalse();
  }

  @Test
  void publishesNothingBeforeThePoliciesAreListed() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();

    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.advance(Duration.ofMinutes(1));

    assertThat(fixture.updates).isEmpty();
  }

  @Test
  void isReadyAtOnceWithoutPolicies() {
    fixture.listed();

    assertThat(fixture.world.readiness().isReady()).isTrue();
  }

  @Test
  void isReadyWhenEverySourceHasAnswered() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.listed();
    assertThat(fixture.world.readiness().isReady()).isFalse();

    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.runDue();

    assertThat(fixture.world.readiness().isReady()).isTrue();
  }

  @Test
  void isReadyAfterThirtySecondsThoughOneSourceDoesNotAnswer() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.listed();

    fixture.thread.advance(Bookkeeping.PATIENCE);

    assertThat(fixture.world.readiness().isReady()).isTrue();
  }

  @Test
  void anInvalidPolicyDoesNotKeepTheReplicaOut() {
    fixture.world.observed(Documents.weighted("shop", 1, 0, 0));
    fixture.listed();

    assertThat(fixture.world.readiness().isReady()).isTrue();
  }
}
