/** What the channel credentials of the bootstrap accept. */
@NullMarked
package io.grpcpool.client.credentials;

import org.jspecify.annotations.NullMarked;
