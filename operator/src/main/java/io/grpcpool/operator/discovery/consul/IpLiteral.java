package io.grpcpool.operator.discovery.consul;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Stateless. Compares IP literals that are known to be ones. */
final class IpLiteral {

  private IpLiteral() {}

  /** One spelling for one address; no look-up, as the text is a literal. */
  static String canonical(String literal) {
    if (literal.indexOf(':') < 0) {
      return literal;
    }
    try {
      return InetAddress.getByName(literal).getHostAddress();
    } catch (UnknownHostException e) {
      return literal;
    }
  }
}
