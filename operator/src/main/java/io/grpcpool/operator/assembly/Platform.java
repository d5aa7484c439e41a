package io.grpcpool.operator.assembly;

import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.xds.identity.TokenAuthenticator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Thread-safe. What differs between the two ways of running. Nothing of it opens a file or a
 * connection before it is started.
 */
public interface Platform extends AutoCloseable {

  /** Where policies come from. */
  PolicySource policies();

  /** Who writes status. */
  Leadership leadership();

  /** The endpoint sources that only this way of running has, by kind. */
  Map<String, Function<String, EndpointSource>> endpointSources();

  /** Who tells whose a client's bearer token is, where the settings ask for that. */
  Optional<TokenAuthenticator> tokens();

  /** Where decisions are shown besides the log. */
  AuditLog events();

  /** Begins to write status. */
  void writeStatus(StatusFeed feed);

  @Override
  void close();
}
