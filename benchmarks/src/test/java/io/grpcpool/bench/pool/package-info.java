/** Tests of the arithmetic behind the tables. */
@NullMarked
package io.grpcpool.bench.pool;

import org.jspecify.annotations.NullMarked;
