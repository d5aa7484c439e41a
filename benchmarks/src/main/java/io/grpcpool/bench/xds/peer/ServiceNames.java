package io.grpcpool.bench.xds.peer;

/** Stateless. What the services of a benchmark are called. */
public final class ServiceNames {

  /** The service that every client subscribes to. */
  public static final String SHARED = "shared";

  private ServiceNames() {}

  /** One of those that few clients subscribe to. */
  public static String ofNumber(int number) {
    return "service-" + number;
  }
}
