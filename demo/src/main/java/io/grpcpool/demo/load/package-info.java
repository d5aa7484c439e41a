/** The client process: a steady load on one service, and reports of what became of it. */
@NullMarked
package io.grpcpool.demo.load;

import org.jspecify.annotations.NullMarked;
