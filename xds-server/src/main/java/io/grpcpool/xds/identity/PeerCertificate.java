package io.grpcpool.xds.identity;

import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stateless. Reads who a client is from its certificate, whose chain TLS has verified: by its
 * SPIFFE id (X509-SVID: exactly one URI), else by its DNS names.
 */
final class PeerCertificate {

  /** GeneralName, RFC 5280, section 4.2.1.6. */
  private static final int DNS = 2;

  private static final int URI = 6;

  private static final Pattern SPIFFE =
      Pattern.compile("spiffe://[a-z0-9._-]{1,255}(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+");

  /** The path that Istio, SPIRE and cert-manager give to the workloads of a ServiceAccount. */
  private static final Pattern WORKLOAD = Pattern.compile("spiffe://[^/]+/ns/([^/]+)/sa/([^/]+)");

  private PeerCertificate() {}

  static Authentication authenticate(X509Certificate certificate, Instant now) {
    Instant until = certificate.getNotAfter().toInstant();
    if (!now.isBefore(until)) {
      return new Refused("the client's certificate expired at " + until);
    }
    List<String> uris = names(certificate, URI);
    if (uris.size() > 1) {
      return new Refused("the client's certificate has several URIs; allowed: one SPIFFE id");
    }
    ClientIdentity identity = uris.isEmpty() ? dns(certificate) : spiffe(uris.get(0));
    return identity == null
        ? new Refused("the client's certificate has neither a valid SPIFFE id nor a DNS name")
        : new Authenticated(identity, until);
  }

  private static @Nullable ClientIdentity spiffe(String id) {
    if (!SPIFFE.matcher(id).matches()) {
      return null;
    }
    Set<String> principals = new LinkedHashSet<>(Set.of(id));
    Matcher workload = WORKLOAD.matcher(id);
    if (workload.matches()) {
      principals.addAll(
          ClientIdentity.serviceAccount(workload.group(1), workload.group(2)).principals());
    }
    return new ClientIdentity(id, principals);
  }

  /** A name with a wildcard stands for no one in particular. */
  private static @Nullable ClientIdentity dns(X509Certificate certificate) {
    List<String> names =
        names(certificate, DNS).stream()
            .filter(name -> !name.contains("*"))
            .map(name -> "dns:" + name.toLowerCase(Locale.ROOT))
            .toList();
    return names.isEmpty()
        ? null
        : new ClientIdentity(names.get(0), names.stream().collect(Collectors.toUnmodifiableSet()));
  }

  private static List<String> names(X509Certificate certificate, int kind) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(name -> name.get(0).equals(kind))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
