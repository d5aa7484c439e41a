/** The outcome of planning: what is served for one policy, and what its status shows. */
@NullMarked
package io.grpcpool.planner.plan;

import org.jspecify.annotations.NullMarked;
