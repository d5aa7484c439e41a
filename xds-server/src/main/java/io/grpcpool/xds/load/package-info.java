/** Load reports (LRS): what clients say about the calls they made, per cluster. */
@NullMarked
package io.grpcpool.xds.load;

import org.jspecify.annotations.NullMarked;
