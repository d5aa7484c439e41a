/** One line for each decision that changes what clients are told. */
@NullMarked
package io.grpcpool.operator.audit;

import org.jspecify.annotations.NullMarked;
