/** What {@code /debug/xds/…} shows of clients, resources and pushes, a page at a time. */
@NullMarked
package io.grpcpool.operator.http.debug;

import org.jspecify.annotations.NullMarked;
