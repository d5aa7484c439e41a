/** Real servers and control planes as child processes, each in a folder and on ports of its own. */
@NullMarked
package io.grpcpool.it.support;

import org.jspecify.annotations.NullMarked;
