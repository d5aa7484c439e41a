/** What the policy document promises, as tables: files, defaults, rules and the CRD. */
@NullMarked
package io.grpcpool.policy;

import org.jspecify.annotations.NullMarked;
