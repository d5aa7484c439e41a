package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.grpc.ForwardingChannelBuilder2;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confined to the test thread. */
class ChannelSettingsTest {

  @Test
  void readsEveryField() {
    ChannelSettings settings =
        of(
            "{channel: {keepAliveTime: '300s', keepAliveTimeout: '2.5s', maxInboundMessageSize: 1048576}}");

    assertThat(settings)
        .isEqualTo(new ChannelSettings(Duration.ofMinutes(5), Duration.ofMillis(2_500), 1 << 20));
  }

  @Test
  void leavesToGrpcWhatIsAbsent() {
    assertThat(of("{idleTimeout: '60s'}")).isEqualTo(new ChannelSettings(null, null, null));
  }

  @Test
  void setsOnTheBuilderWhatIsWritten() {
    RecordingBuilder builder = new RecordingBuilder();

    of("{channel: {keepAliveTime: '300s', keepAliveTimeout: '2.5s'}}").applyTo(builder);

    assertThat(builder.calls).containsExactly("keepAliveTime 300000", "keepAliveTimeout 2500");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{channel: 5} | grpcpool.channel is 5; allowed: an object",
        "{channel: {keepAliveTime: '9s'}} | grpcpool.channel.keepAliveTime is \"9s\"; allowed: seconds as text, \"10s\" to \"86400s\"",
        "{channel: {keepAliveTimeout: 20}} | grpcpool.channel.keepAliveTimeout is 20; allowed: seconds as text, \"0.01s\" to \"600s\"",
        "{channel: {maxInboundMessageSize: 0}} | grpcpool.channel.maxInboundMessageSize is 0; allowed: a whole number from 1 to 2147483647",
      })
  void refusesABadValueByFieldValueAndWhatIsAllowed(String section, String message) {
    assertThatThrownBy(() -> of(section))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(PoolLoadBalancerProvider.problemOf(read(section)).orElse("")).contains(message);
  }

  private static ChannelSettings of(String section) {
    return ChannelSettings.of(read(section));
  }

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  private static Map<String, ?> read(String section) {
    return new Gson().fromJson(section, Map.class);
  }

  /** Confined to the test thread. Writes down what is set. */
  private static final class RecordingBuilder extends ForwardingChannelBuilder2<RecordingBuilder> {

    private final List<String> calls = new ArrayList<>();

    @Override
    protected ManagedChannelBuilder<?> delegate() {
      throw new AssertionError("only keepalive is to be set");
    }

    @Override
    public RecordingBuilder keepAliveTime(long time, TimeUnit unit) {
      calls.add("keepAliveTime " + unit.toMillis(time));
      return this;
    }

    @Override
    public RecordingBuilder keepAliveTimeout(long time, TimeUnit unit) {
      calls.add("keepAliveTimeout " + unit.toMillis(time));
      return this;
    }
  }
}
