/** What the control plane measures beside the xDS server: sources, planning, tracks' load. */
@NullMarked
package io.grpcpool.operator.metrics;

import org.jspecify.annotations.NullMarked;
