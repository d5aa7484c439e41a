package io.grpcpool.client.pool;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Immutable. Addresses as people read them. */
final class AddressLabel {

  private AddressLabel() {}

  /**
   * The address as {@code IP:PORT}, or {@code [IP]:PORT} for IPv6, without a host name in front.
   */
  static String of(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.isUnresolved()) {
      return address.toString();
    }
    String host = inet.getAddress().getHostAddress();
    return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + inet.getPort();
  }
}
