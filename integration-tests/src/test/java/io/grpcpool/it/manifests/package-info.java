/**
 * What is in {@code config/}: read as typed objects, compared with each other and with the code.
 */
@NullMarked
package io.grpcpool.it.manifests;

import org.jspecify.annotations.NullMarked;
