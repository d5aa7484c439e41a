/** What replicas tell each other of their own clients: soft state, over streams that each opens. */
@NullMarked
package io.grpcpool.xds.peer;

import org.jspecify.annotations.NullMarked;
