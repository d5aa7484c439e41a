/** The pools' figures as Micrometer meters; the only package that needs Micrometer. */
@NullMarked
package io.grpcpool.client.metrics;

import org.jspecify.annotations.NullMarked;
