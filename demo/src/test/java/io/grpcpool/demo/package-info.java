@NullMarked
package io.grpcpool.demo;

import org.jspecify.annotations.NullMarked;
