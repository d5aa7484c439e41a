/** Benchmarks of the whole path: what a policy edit, a health change and a start cost. */
@NullMarked
package io.grpcpool.bench;

import org.jspecify.annotations.NullMarked;
