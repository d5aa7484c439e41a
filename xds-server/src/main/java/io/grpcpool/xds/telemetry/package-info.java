/**
 * What clients' pools tell beyond load reports: latency, status codes, connections, per cluster.
 */
@NullMarked
package io.grpcpool.xds.telemetry;

import org.jspecify.annotations.NullMarked;
