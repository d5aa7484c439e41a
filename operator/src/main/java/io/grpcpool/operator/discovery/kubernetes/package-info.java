/** Endpoints from the EndpointSlices of a Service, with the labels of their pods. */
@NullMarked
package io.grpcpool.operator.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
