package io.grpcpool.client.consul;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where the agent of this node listens.
 *
 * @param token the ACL token; empty: none
 * @param tokenFile wins over the token, and is read anew for each request
 */
record ConsulAgent(URI address, String token, @Nullable Path tokenFile) {}
