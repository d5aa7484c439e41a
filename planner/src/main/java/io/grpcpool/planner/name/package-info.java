/** Which policy owns which name, and how names are spelled. */
@NullMarked
package io.grpcpool.planner.name;

import org.jspecify.annotations.NullMarked;
