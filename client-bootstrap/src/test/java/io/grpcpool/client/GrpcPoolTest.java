package io.grpcpool.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpcpool.client.pool.PoolRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. Channels lead nowhere: what is tested is who gets which. */
@Timeout(30)
class GrpcPoolTest {

  private final PooledChannels pool =
      new PooledChannels(
          target ->
              Grpc.newChannelBuilder("dns:///127.0.0.1:1", InsecureChannelCredentials.create())
                  .build(),
          new PoolRegistry(),
          System::nanoTime);

  @AfterEach
  void close() throws InterruptedException {
    pool.close(Duration.ofSeconds(5));
  }

  @Test
  void sharesOneChannelPerService() {
    ManagedChannel channel = pool.channel("user-service");

    assertThat(pool.channel("xds:///user-service")).isSameAs(channel);
    assertThat(pool.channel("order-service")).isNotSameAs(channel);
  }

  @Test
  void opensANewChannelInPlaceOfOneThatWasShutDown() {
    ManagedChannel first = pool.channel("user-service");
    first.shutdownNow();

    assertThat(pool.channel("user-service")).isNotSameAs(first);
  }

  @Test
  void runsWorkOnTheServicesChannel() {
    assertThat(pool.<Object>execute("user-service", channel -> channel))
        .isSameAs(pool.channel("user-service"));
  }

  @Test
  void runsWorkThatEndsLater() {
    assertThat(pool.executeAsync("user-service", CompletableFuture::completedFuture))
        .succeedsWithin(Duration.ofSeconds(30))
        .isSameAs(pool.channel("user-service"));
  }

  @Test
  void closesAllChannelsWithinTheGrace() throws InterruptedException {
    ManagedChannel channel = pool.channel("user-service");

    assertThat(pool.close(Duration.ofSeconds(10))).isTrue();

    assertThat(channel.isTerminated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "user-service, xds:///user-service, user-service",
    "user-service.shop:8080, xds:///user-service.shop:8080, user-service.shop:8080",
    "dns:///localhost:50051, dns:///localhost:50051, localhost:50051",
    "xds://authority/user-service, xds://authority/user-service, user-service",
  })
  void dialsANameByXdsUnlessItHasASchemeOfItsOwn(String name, String uri, String service) {
    ChannelTarget target = ChannelTarget.of(name);

    assertThat(target.uri()).isEqualTo(uri);
    assertThat(target.service()).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "user service"})
  void refusesANameThatIsNone(String name) {
    assertThatThrownBy(() -> pool.channel(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("service name is \"" + name + "\"");
  }
}
