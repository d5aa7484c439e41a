/** Who a client is, how it proves that, and what it may see. */
@NullMarked
package io.grpcpool.xds.identity;

import org.jspecify.annotations.NullMarked;
