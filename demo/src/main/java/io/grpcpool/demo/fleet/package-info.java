/**
 * The processes that the demo drives: control plane, backends, client, and the policy they follow.
 */
@NullMarked
package io.grpcpool.demo.fleet;

import org.jspecify.annotations.NullMarked;
