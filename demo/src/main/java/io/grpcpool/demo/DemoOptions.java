package io.grpcpool.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the user asked for.
 *
 * @param service the service's name in Consul
 * @param kubernetes whether the policy is an object of a cluster
 * @param keep whether everything stays up after the last step
 * @param json where the figures go; null: nowhere
 */
record DemoOptions(String service, boolean kubernetes, boolean keep, @Nullable Path json) {}
