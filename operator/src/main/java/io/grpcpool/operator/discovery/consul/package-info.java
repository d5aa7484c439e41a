/**
 * Discovery from Consul: streaming and blocking queries over the JDK's HTTP client, and the rules
 * that keep a catalogue that is down, denied or wiped from taking endpoints away.
 */
@NullMarked
package io.grpcpool.operator.discovery.consul;

import org.jspecify.annotations.NullMarked;
