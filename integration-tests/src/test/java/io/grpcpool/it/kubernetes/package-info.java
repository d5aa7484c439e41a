/** The operator on a real kube-apiserver, under its own ServiceAccount, used with stock kubectl. */
@NullMarked
package io.grpcpool.it.kubernetes;

import org.jspecify.annotations.NullMarked;
