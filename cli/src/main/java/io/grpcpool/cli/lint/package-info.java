/** Policy files judged before they go anywhere. */
@NullMarked
package io.grpcpool.cli.lint;

import org.jspecify.annotations.NullMarked;
