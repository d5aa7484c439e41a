@NullMarked
package io.grpcpool.demo.measure;

import org.jspecify.annotations.NullMarked;
