package io.grpcpool.demo.consul;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in keeps the contract, and refuses what it does not serve. */
class ConsulStandInTest extends ConsulContract {
  private static final ConsulStandIn STAND_IN = ConsulStandIn.start(0);

  @BeforeAll
  static void listens() {
    assertThat(STAND_IN.address()).startsWith("127.0.0.1:");
  }

  @AfterAll
  static void close() {
    STAND_IN.close();
  }

  @Override
  protected String baseUrl() {
    return "http://" + STAND_IN.address();
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter=Service.Port%3D%3D1", "ns=default", "partition=p", "cached"})
  void refusesParametersThatItDoesNotServe(String parameter) {
    ConsulHttp.Answer answer = new ConsulHttp(baseUrl()).get("/v1/health/service/any?" + parameter);

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void saysThatAPathIsNotServed() {
    ConsulHttp.Answer answer = new ConsulHttp(baseUrl()).get("/v1/kv/key");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("/v1/kv/key is not in the stand-in");
  }
}
