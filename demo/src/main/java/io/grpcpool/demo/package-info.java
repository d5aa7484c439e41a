/**
 * The main job on one machine: control plane, backends, client and Consul, as processes of their
 * own.
 */
@NullMarked
package io.grpcpool.demo;

import org.jspecify.annotations.NullMarked;
