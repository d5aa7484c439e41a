/** What the control plane answers over HTTP. */
@NullMarked
package io.grpcpool.cli.server;

import org.jspecify.annotations.NullMarked;
