/** How replicas hear each other, what is counted of them, and for how long. */
@NullMarked
package io.grpcpool.xds.peer;

import org.jspecify.annotations.NullMarked;
