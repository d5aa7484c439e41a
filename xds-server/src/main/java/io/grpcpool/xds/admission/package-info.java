/** What clients may cost the server: limits, and who waits or is turned away where they are met. */
@NullMarked
package io.grpcpool.xds.admission;

import org.jspecify.annotations.NullMarked;
