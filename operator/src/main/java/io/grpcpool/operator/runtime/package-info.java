/**
 * The process: arguments, the framework's beans, start and stop. The only package that knows CDI.
 */
@NullMarked
package io.grpcpool.operator.runtime;

import org.jspecify.annotations.NullMarked;
