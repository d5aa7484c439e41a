/** Pure: plans become xDS resources, such as every gRPC client accepts. */
@NullMarked
package io.grpcpool.operator.compile;

import org.jspecify.annotations.NullMarked;
