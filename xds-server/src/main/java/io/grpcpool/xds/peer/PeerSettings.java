package io.grpcpool.xds.peer;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How replicas reach each other.
 *
 * @param instance the name of this replica, for people
 * @param address where the others call this one; port 0 is an ephemeral port
 * @param tls mTLS; null: plaintext, which is only for tests and for one machine
 * @param discovery where the others are
 */
public record PeerSettings(
    String instance, InetSocketAddress address, @Nullable PeerTls tls, PeerDiscovery discovery) {

  /**
   * Refuses what would tell the network what clients do, and believe whoever answers.
   *
   * @throws IllegalArgumentException if there is no TLS and the address is not of loopback
   */
  public PeerSettings {
    if (tls == null && (address.isUnresolved() || !address.getAddress().isLoopbackAddress())) {
      throw new IllegalArgumentException(
          "peers without TLS listen on " + address + ", allowed: an address of loopback");
    }
  }
}
