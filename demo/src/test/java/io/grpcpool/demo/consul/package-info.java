/** What an agent's HTTP API must do, whoever serves it. */
@NullMarked
package io.grpcpool.demo.consul;

import org.jspecify.annotations.NullMarked;
