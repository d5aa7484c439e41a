@NullMarked
package io.grpcpool.demo.screen;

import org.jspecify.annotations.NullMarked;
