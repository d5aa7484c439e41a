/** The steps of the demo: what each does, what has to come of it, and what did. */
@NullMarked
package io.grpcpool.demo.step;

import org.jspecify.annotations.NullMarked;
