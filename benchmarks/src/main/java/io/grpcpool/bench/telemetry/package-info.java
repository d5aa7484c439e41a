/** What it costs a client to tell the control plane of its pools. */
@NullMarked
package io.grpcpool.bench.telemetry;

import org.jspecify.annotations.NullMarked;
