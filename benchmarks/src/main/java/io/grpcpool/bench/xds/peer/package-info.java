/** The servers that are measured, each as a process that takes orders by lines. */
@NullMarked
package io.grpcpool.bench.xds.peer;

import org.jspecify.annotations.NullMarked;
