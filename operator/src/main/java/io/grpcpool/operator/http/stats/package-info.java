/** The document of /stats, as records that Jackson writes. */
@NullMarked
package io.grpcpool.operator.http.stats;

import org.jspecify.annotations.NullMarked;
