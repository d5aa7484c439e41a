package io.grpcpool.xds.peer;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: stateless. Lets in those whose certificate carries a name that replicas are called
 * by: the authority may also have signed for others.
 */
final class PeerNames implements ServerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(PeerNames.class);

  /** RFC 5280, GeneralName: dNSName and iPAddress. */
  private static final Set<Integer> DNS_OR_ADDRESS = Set.of(2, 7);

  private final Set<String> names;

  PeerNames(Set<String> names) {
    this.names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session != null && isPeer(session)) {
      return next.startCall(call, headers);
    }
    LOG.warn(
        "caller={} is refused: its certificate is for none of {}",
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
        names);
    call.close(
        Status.PERMISSION_DENIED.withDescription("this port is for the control plane's replicas"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private boolean isPeer(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate leaf && carries(leaf);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      LOG.debug("no name can be read from a caller's certificate", e);
      return false;
    }
  }

  private boolean carries(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> alternatives =
        Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
    return alternatives.stream()
        .filter(name -> DNS_OR_ADDRESS.contains(name.get(0)))
        .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
        .anyMatch(names::contains);
  }
}
