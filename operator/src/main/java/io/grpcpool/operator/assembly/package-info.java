/** Puts the parts together: what both ways of running share, and what differs. */
@NullMarked
package io.grpcpool.operator.assembly;

import org.jspecify.annotations.NullMarked;
