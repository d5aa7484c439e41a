/** The {@code grpcpool} command. */
@NullMarked
package io.grpcpool.cli;

import org.jspecify.annotations.NullMarked;
