/** What the control plane writes to a policy's status, and the words that it uses there. */
@NullMarked
package io.grpcpool.policy.status;

import org.jspecify.annotations.NullMarked;
