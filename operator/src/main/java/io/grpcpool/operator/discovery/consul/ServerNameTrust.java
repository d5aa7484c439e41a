package io.grpcpool.operator.discovery.consul;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Immutable. Trusts a server whose certificate bears a given name, whatever address it was reached
 * at: Consul's own certificates name {@code server.DATACENTER.consul} (CONSUL_TLS_SERVER_NAME).
 */
final class ServerNameTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509ExtendedTrustManager chains;
  private final String name;

  /**
   * @param chains who judges everything but the name
   */
  ServerNameTrust(X509ExtendedTrustManager chains, String name) {
    this.chains = chains;
    this.name = name;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    boolean bears =
        names != null
            && names.stream()
                .filter(entry -> entry.get(0).equals(DNS_NAME))
                .anyMatch(entry -> matches(String.valueOf(entry.get(1)), name));
    if (!bears) {
      throw new CertificateException("the server's certificate does not bear the name " + name);
    }
  }

  /** As RFC 6125: without case, and {@code *} for the first label alone. */
  static boolean matches(String pattern, String name) {
    int dot = name.indexOf('.');
    return pattern.equalsIgnoreCase(name)
        || (pattern.startsWith("*.")
            && dot > 0
            && pattern.substring(1).equalsIgnoreCase(name.substring(dot)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
