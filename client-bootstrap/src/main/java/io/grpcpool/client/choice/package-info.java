/** An application's own way to choose the endpoint of a call. */
@NullMarked
package io.grpcpool.client.choice;

import org.jspecify.annotations.NullMarked;
