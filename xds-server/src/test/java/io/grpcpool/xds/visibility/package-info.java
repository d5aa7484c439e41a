/** Tests of what the server tells people of its clients. */
@NullMarked
package io.grpcpool.xds.visibility;

import org.jspecify.annotations.NullMarked;
