/** What the planner reads of a policy, free of the document's form. */
@NullMarked
package io.grpcpool.planner.route;

import org.jspecify.annotations.NullMarked;
