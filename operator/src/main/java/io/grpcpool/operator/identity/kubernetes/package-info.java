/** Whose a bearer token is, as the Kubernetes API says. */
@NullMarked
package io.grpcpool.operator.identity.kubernetes;

import org.jspecify.annotations.NullMarked;
