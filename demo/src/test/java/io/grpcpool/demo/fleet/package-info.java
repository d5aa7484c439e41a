@NullMarked
package io.grpcpool.demo.fleet;

import org.jspecify.annotations.NullMarked;
