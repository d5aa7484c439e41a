/** Children of the demo: started with a log of their own, ended by their process id. */
@NullMarked
package io.grpcpool.demo.process;

import org.jspecify.annotations.NullMarked;
