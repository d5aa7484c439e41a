/** Decisions as Events of Kubernetes, on the object that they are about. */
@NullMarked
package io.grpcpool.operator.audit.kubernetes;

import org.jspecify.annotations.NullMarked;
