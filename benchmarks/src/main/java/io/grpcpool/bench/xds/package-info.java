/** The xDS server measured beside java-control-plane's cache and server, and soaked. */
@NullMarked
package io.grpcpool.bench.xds;

import org.jspecify.annotations.NullMarked;
