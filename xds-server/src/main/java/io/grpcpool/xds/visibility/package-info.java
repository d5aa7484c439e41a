/** What the server tells people of its clients: CSDS, and the pushes of late. */
@NullMarked
package io.grpcpool.xds.visibility;

import org.jspecify.annotations.NullMarked;
