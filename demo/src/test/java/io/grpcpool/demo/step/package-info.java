@NullMarked
package io.grpcpool.demo.step;

import org.jspecify.annotations.NullMarked;
