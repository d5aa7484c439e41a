package io.grpcpool.operator.discovery;

import java.util.Map;

/**
 * Makes a source that is found by {@link java.util.ServiceLoader}; a policy reaches it as {@code
 * spec.discovery.external.source}.
 */
public interface EndpointSourceProvider {

  /** The name that policies use; lower case letters, digits and dashes. */
  String kind();

  /**
   * Makes the source; called once, when the first policy asks for it.
   *
   * @param settings the control plane's settings below {@code grpcpool.sources.<kind>.}
   */
  EndpointSource create(Map<String, String> settings);
}
