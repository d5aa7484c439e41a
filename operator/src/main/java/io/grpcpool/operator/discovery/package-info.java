/** Where endpoints come from: the port that every source implements, and one package per source. */
@NullMarked
package io.grpcpool.operator.discovery;

import org.jspecify.annotations.NullMarked;
