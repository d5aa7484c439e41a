/** The CRD on a real API server: what it refuses, what it stores, and what becomes of an edit. */
@NullMarked
package io.grpcpool.it.crd;

import org.jspecify.annotations.NullMarked;
