/** Load reports, by scripted clients on loopback sockets. */
@NullMarked
package io.grpcpool.xds.load;

import org.jspecify.annotations.NullMarked;
