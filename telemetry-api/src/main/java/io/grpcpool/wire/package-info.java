/** What a client and the control plane say to each other beyond standard xDS. */
@NullMarked
package io.grpcpool.wire;

import org.jspecify.annotations.NullMarked;
