/** What status says of each policy, when it is written, and where to. */
@NullMarked
package io.grpcpool.operator.status;

import org.jspecify.annotations.NullMarked;
