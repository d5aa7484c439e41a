/** What the user sees: progress at every moment, a table after each step, figures as JSON. */
@NullMarked
package io.grpcpool.demo.screen;

import org.jspecify.annotations.NullMarked;
