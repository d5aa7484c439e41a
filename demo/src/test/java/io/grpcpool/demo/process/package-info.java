@NullMarked
package io.grpcpool.demo.process;

import org.jspecify.annotations.NullMarked;
