/** When the resources of a deleted policy may go. */
@NullMarked
package io.grpcpool.planner.withdraw;

import org.jspecify.annotations.NullMarked;
