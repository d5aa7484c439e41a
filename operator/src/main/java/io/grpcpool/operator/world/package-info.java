/** The one writer: what every policy wants, what its endpoints are, and what is served of it. */
@NullMarked
package io.grpcpool.operator.world;

import org.jspecify.annotations.NullMarked;
