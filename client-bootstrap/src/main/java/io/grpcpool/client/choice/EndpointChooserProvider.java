package io.grpcpool.client.choice;

import java.util.List;

/**
 * Thread-safe. Makes an application's way to choose known to the pool, which finds it with {@link
 * java.util.ServiceLoader}: a policy's {@code loadBalancing: {policy: Custom, custom: {name: …}}}
 * means the provider of that name.
 */
public interface EndpointChooserProvider {

  /** The name that policies use. */
  String name();

  /**
   * A chooser among these endpoints. Called whenever an endpoint comes, goes or changes its weight.
   * What it throws is logged, and the endpoints are chosen by weight until the next change.
   *
   * @param endpoints those that can take calls; at least one
   */
  EndpointChooser chooser(List<ChoosableEndpoint> endpoints);
}
