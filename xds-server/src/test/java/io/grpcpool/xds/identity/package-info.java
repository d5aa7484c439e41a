/** Who clients are and what they see: certificates, tokens, audiences; on sockets and without. */
@NullMarked
package io.grpcpool.xds.identity;

import org.jspecify.annotations.NullMarked;
