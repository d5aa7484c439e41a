/** Warnings about policies that are valid and yet probably not meant. */
@NullMarked
package io.grpcpool.planner.lint;

import org.jspecify.annotations.NullMarked;
