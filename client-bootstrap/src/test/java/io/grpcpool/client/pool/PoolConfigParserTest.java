package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.grpc.NameResolver.ConfigOrError;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. JSON is read as grpc-java does: every number is a Double. */
class PoolConfigParserTest {

  private final PoolConfigParser parser = new PoolConfigParser(PoolConfig.DEFAULTS);

  @Test
  void readsEveryField() {
    Object config =
        parse(
                """
                {"connectionsPerEndpoint": {"initial": 2, "min": 1, "max": 4}, "requestsPerConnection": 100,
                 "maxIdle": 0, "idleTimeout": "1800s", "shrinkAfter": "90s",
                 "maxConnectionAge": "7200s", "connectTimeout": "3s", "drainGrace": "0.5s",
                 "warmUp": true, "slowStart": "30s",
                 "loadBalancing": {"policy": "RingHash", "metadata": "x-user-id"},
                 "acquireTimeout": "2s", "maxWaiting": 50,
                 "circuit": {"errorPercent": 40, "minRequests": 7, "openFor": "1s"},
                 "rateLimit": {"requestsPerSecond": 55}, "healthCheck": {"service": "shop.Users"}, "failWhenFull": true}
                """)
            .getConfig();

    assertThat(config)
        .isEqualTo(
            new PoolConfig(
                new ConnectionBounds(2, 1, 4, 100, 0),
                new Lifetimes(
                    Duration.ofMinutes(30),
                    Duration.ofSeconds(90),
                    Duration.ofHours(2),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(500)),
                new Beginning(true, Duration.ofSeconds(30)),
                new Balancing.RingHash("x-user-id"),
                new QueueConfig(Duration.ofSeconds(2), 50),
                new ProtectionConfig(
                    new CircuitConfig(40, 7, Duration.ofSeconds(10), Duration.ofSeconds(1), 3),
                    new RateConfig(55, 5),
                    "shop.Users",
                    true)));
  }

  @Test
  void takesTheDefaultsForWhatIsAbsent() {
    assertThat(parse("{}").getConfig()).isEqualTo(PoolConfig.DEFAULTS);
  }

  @Test
  void ignoresKeysThatItDoesNotKnow() {
    ConfigOrError result = parse("{\"colour\": 4, \"connectionsPerEndpoint\": {\"burst\": 3}}");

    assertThat(result.getConfig()).isEqualTo(PoolConfig.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "{min:12}, 12, 12, 12",
    "{initial:12}, 12, 1, 12",
    "{max:1}, 1, 1, 1",
    "'{min:4,max:4}', 4, 4, 4"
  })
  void movesAbsentNumbersToFitThoseThatAreGiven(String connections, int initial, int min, int max) {
    PoolConfig config =
        (PoolConfig) parse("{connectionsPerEndpoint:" + connections + "}").getConfig();

    assertThat(config.connections())
        .extracting(ConnectionBounds::initial, ConnectionBounds::min, ConnectionBounds::max)
        .containsExactly(initial, min, max);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{connectionsPerEndpoint:{max:0}} | connectionsPerEndpoint.max is 0; allowed: a whole number from 1 to 100",
        "{connectionsPerEndpoint:{max:1.5}} | connectionsPerEndpoint.max is 1.5; allowed: a whole number from 1 to 100",
        "{connectionsPerEndpoint:{max:'8'}} | connectionsPerEndpoint.max is \"8\"; allowed: a whole number",
        "{connectionsPerEndpoint:{max:1e300}} | connectionsPerEndpoint.max is 1.0E300; allowed: a whole number",
        "{connectionsPerEndpoint:{initial:5,max:4}} | connectionsPerEndpoint.initial is 5; allowed: at most max, which is 4",
        "{connectionsPerEndpoint:{min:3,initial:2}} | connectionsPerEndpoint.min is 3; allowed: at most initial, which is 2",
        "{connectionsPerEndpoint:4} | connectionsPerEndpoint is 4; allowed: an object",
        "{requestsPerConnection:-1} | requestsPerConnection is -1; allowed: a whole number from 1 to 1000000",
        "{healthCheck:{service:7}} | healthCheck.service is 7; allowed: text of at most 256 characters",
        "{failWhenFull:'Fail'} | failWhenFull is \"Fail\"; allowed: true or false",
        "{rateLimit:{}} | rateLimit.requestsPerSecond is \"absent\"; allowed: a whole number from 1 to 1000000",
        "{rateLimit:{requestsPerSecond:0.5}} | rateLimit.requestsPerSecond is 0.5; allowed: a whole number",
        "{circuit:5} | circuit is 5; allowed: an object",
        "{circuit:{errorPercent:0}} | circuit.errorPercent is 0; allowed: a whole number from 1 to 100",
        "{circuit:{probes:0}} | circuit.probes is 0; allowed: a whole number from 1 to 1000",
        "{circuit:{window:'0s'}} | circuit.window is \"0s\"; allowed: seconds as text, \"0.001s\" to \"86400s\"",
        "{maxIdle:101} | maxIdle is 101; allowed: a whole number from 0 to 100",
        "{shrinkAfter:'0s'} | shrinkAfter is \"0s\"; allowed: seconds as text, \"0.001s\" to \"2592000s\"",
        "{maxConnectionAge:3600} | maxConnectionAge is 3600; allowed: seconds as text",
        "{connectTimeout:'0s'} | connectTimeout is \"0s\"; allowed: seconds as text",
        "{acquireTimeout:'0s'} | acquireTimeout is \"0s\"; allowed: seconds as text, \"0.001s\" to \"600s\"",
        "{maxWaiting:-1} | maxWaiting is -1; allowed: a whole number from 0 to 1000000",
        "{warmUp:1} | warmUp is 1; allowed: true or false",
        "{slowStart:'2h'} | slowStart is \"2h\"; allowed: seconds as text, \"0s\" to \"3600s\"",
        "{idleTimeout:'30m'} | idleTimeout is \"30m\"; allowed: seconds as text, \"0.001s\" to \"2592000s\"",
        "{idleTimeout:30} | idleTimeout is 30; allowed: seconds as text",
        "{loadBalancing:{policy:'Random'}} | loadBalancing.policy is \"Random\"; allowed: WeightedRoundRobin, LeastRequest, RingHash, Custom",
        "{loadBalancing:{policy:'RingHash'}} | loadBalancing.metadata is absent; allowed: a metadata key in lower case",
        "{loadBalancing:{policy:'RingHash',metadata:'user-bin'}} | loadBalancing.metadata is \"user-bin\"; allowed: a metadata key",
        "{loadBalancing:{policy:'Custom',name:''}} | loadBalancing.name is \"\"; allowed: a name",
        "{idleTimeout:'0s'} | idleTimeout is \"0s\"; allowed: seconds as text",
      })
  void refusesABadValueByFieldValueAndWhatIsAllowed(String json, String message) {
    assertThat(parse(json).getError().getDescription()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001s", "2588400s"})
  void takesTheShortestAndTheLongestIdleTimeoutThatAPolicyMayHave(String idleTimeout) {
    assertThat(parse("{idleTimeout:'" + idleTimeout + "'}").getError()).isNull();
  }

  @Test
  void namesAllBadValuesAtOnce() {
    String message =
        parse("{idleTimeout:'x',connectionsPerEndpoint:{max:0}}").getError().getDescription();

    assertThat(message).contains("connectionsPerEndpoint.max").contains("idleTimeout");
  }

  @Test
  void takesTheProcessDefaultsBeforeTheLibrarys() {
    PoolLoadBalancerProvider provider =
        new PoolLoadBalancerProvider(
            new PoolRegistry(),
            () -> Map.of("connectionsPerEndpoint", Map.of("max", 20.0), "idleTimeout", "60s"));

    Object config =
        provider.parseLoadBalancingPolicyConfig(Map.of("idleTimeout", "90s")).getConfig();

    assertThat(config)
        .isEqualTo(
            new PoolConfig(
                new ConnectionBounds(1, 1, 20, 0, 4),
                new Lifetimes(
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10))));
  }

  @Test
  void refusesEveryPolicyWhileTheProcessDefaultsAreBad() {
    PoolLoadBalancerProvider provider =
        new PoolLoadBalancerProvider(new PoolRegistry(), () -> Map.of("idleTimeout", 5.0));

    assertThat(provider.parseLoadBalancingPolicyConfig(Map.of()).getError().getDescription())
        .contains("idleTimeout is 5");
  }

  private ConfigOrError parse(String json) {
    @SuppressWarnings("unchecked")
    Map<String, ?> object = new Gson().fromJson(json, Map.class);
    return parser.parse(object);
  }
}
