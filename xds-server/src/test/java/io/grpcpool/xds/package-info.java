/** The server's rules, each shown by scripted and by real clients on loopback sockets. */
@NullMarked
package io.grpcpool.xds;

import org.jspecify.annotations.NullMarked;
