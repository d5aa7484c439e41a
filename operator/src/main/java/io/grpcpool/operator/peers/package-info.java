/** All replicas together: what each knows of its own clients, counted and acted upon everywhere. */
@NullMarked
package io.grpcpool.operator.peers;

import org.jspecify.annotations.NullMarked;
