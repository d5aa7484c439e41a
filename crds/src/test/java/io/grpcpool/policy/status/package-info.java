/** What the status promises to those who read it. */
@NullMarked
package io.grpcpool.policy.status;

import org.jspecify.annotations.NullMarked;
