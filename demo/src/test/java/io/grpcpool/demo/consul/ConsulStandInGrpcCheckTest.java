package io.grpcpool.demo.consul;

import org.junit.jupiter.api.AfterAll;

/** The stand-in runs gRPC checks as an agent does. */
class ConsulStandInGrpcCheckTest extends GrpcCheckContract {
  private static final ConsulStandIn STAND_IN = ConsulStandIn.start(0);

  @AfterAll
  static void close() {
    STAND_IN.close();
  }

  @Override
  protected String baseUrl() {
    return "http://" + STAND_IN.address();
  }
}
