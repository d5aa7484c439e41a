/** Bearer tokens, and what the Kubernetes API says of them. */
@NullMarked
package io.grpcpool.operator.identity.kubernetes;

import org.jspecify.annotations.NullMarked;
