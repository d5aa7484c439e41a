/** The demo on Kubernetes: a cluster, or an API server of the demo's own, and kubectl. */
@NullMarked
package io.grpcpool.demo.kubernetes;

import org.jspecify.annotations.NullMarked;
