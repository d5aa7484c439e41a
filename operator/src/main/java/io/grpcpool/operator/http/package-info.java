/** What the control plane shows over HTTP: health, statistics and the state of each client. */
@NullMarked
package io.grpcpool.operator.http;

import org.jspecify.annotations.NullMarked;
