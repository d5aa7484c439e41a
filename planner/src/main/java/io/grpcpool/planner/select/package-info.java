/** Which endpoints a track gets, and which of them take calls. */
@NullMarked
package io.grpcpool.planner.select;

import org.jspecify.annotations.NullMarked;
