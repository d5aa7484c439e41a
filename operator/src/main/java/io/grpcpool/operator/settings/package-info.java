/**
 * What the process is told by flags, system properties, environment and file, with the source of
 * each value.
 */
@NullMarked
package io.grpcpool.operator.settings;

import org.jspecify.annotations.NullMarked;
