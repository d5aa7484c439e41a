/** The GrpcPoolPolicy document: its types, how a file of it is read, its defaults and its rules. */
@NullMarked
package io.grpcpool.policy;

import org.jspecify.annotations.NullMarked;
