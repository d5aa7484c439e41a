/** Policies as objects of a Kubernetes cluster. */
@NullMarked
package io.grpcpool.operator.policies.kubernetes;

import org.jspecify.annotations.NullMarked;
