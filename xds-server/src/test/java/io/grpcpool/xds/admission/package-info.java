/** Admission, at a time that the test sets. */
@NullMarked
package io.grpcpool.xds.admission;

import org.jspecify.annotations.NullMarked;
