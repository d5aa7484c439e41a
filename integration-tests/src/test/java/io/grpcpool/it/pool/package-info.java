/** What a client's pool is told from several sides, over real xDS. */
@NullMarked
package io.grpcpool.it.pool;

import org.jspecify.annotations.NullMarked;
