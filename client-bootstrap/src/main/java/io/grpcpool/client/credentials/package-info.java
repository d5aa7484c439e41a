/** How a Java client shows the control plane who it is: certificate and token, both reloaded. */
@NullMarked
package io.grpcpool.client.credentials;

import org.jspecify.annotations.NullMarked;
