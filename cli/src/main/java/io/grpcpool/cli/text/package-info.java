/** Text for people: aligned columns. */
@NullMarked
package io.grpcpool.cli.text;

import org.jspecify.annotations.NullMarked;
