/** Tests of the soak, and a short one. */
@NullMarked
package io.grpcpool.bench.xds.soak;

import org.jspecify.annotations.NullMarked;
