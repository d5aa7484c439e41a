/** The status of a policy, from its plan and what clients acknowledged. */
@NullMarked
package io.grpcpool.planner.status;

import org.jspecify.annotations.NullMarked;
