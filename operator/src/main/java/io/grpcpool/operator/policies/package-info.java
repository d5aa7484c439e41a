/** Where policies come from: the port, and one package per source. */
@NullMarked
package io.grpcpool.operator.policies;

import org.jspecify.annotations.NullMarked;
