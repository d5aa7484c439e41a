package io.grpcpool.policy;

import java.util.regex.Pattern;

/** Stateless. The syntax of names, as Kubernetes, Consul and gRPC have it. */
final class Names {

  /** RFC 1123 label, as Kubernetes has it. */
  static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  static final String DNS_LABEL_RULE =
      "lower case letters, digits and '-', at most 63, with a letter or digit at both ends";

  private static final String SUBDOMAIN =
      "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

  /** RFC 1123 subdomain, as Kubernetes has it. */
  static final Pattern DNS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);

  static final String DNS_SUBDOMAIN_RULE =
      "lower case letters, digits, '-' and '.', at most 253, with a letter or digit at both ends of"
          + " each part";

  /** A name that clients dial, maybe with a port: an xDS name is compared as text, port and all. */
  static final Pattern ALIAS =
      Pattern.compile(
          "(?=.{1,259}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
              + "(:[1-9][0-9]{0,4})?");

  static final String ALIAS_RULE = "a DNS name in lower case, maybe with a port";

  static final Pattern CONSUL_SERVICE = Pattern.compile("[^\\s/]{1,253}");

  static final String CONSUL_SERVICE_RULE = "1 to 253 characters without spaces and '/'";

  /** Consul: "Datacenter must be alphanumeric with underscores and hyphens only". */
  static final Pattern CONSUL_DATACENTER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  static final String CONSUL_DATACENTER_RULE = "letters, digits, '_' and '-', at most 64";

  static final String PORT_RULE = "a port's name, or its number from 1 to 65535";

  /** gRPC over HTTP/2, Key; what starts with {@code grpc-} is gRPC's own. */
  static final Pattern METADATA_KEY = Pattern.compile("(?!grpc-)[a-z0-9_.-]{1,128}(?<!-bin)");

  static final String METADATA_KEY_RULE =
      "lower case letters, digits, '_', '.' and '-', at most 128; not grpc-…, which is gRPC's own, and"
          + " not …-bin, which gRPC clients do not match";

  /** gRPC over HTTP/2, ASCII-Value; white space at the ends may be lost on the way. */
  static final Pattern METADATA_VALUE =
      Pattern.compile("(?=.{1,512}$)[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  static final String METADATA_VALUE_RULE =
      "1 to 512 printable ASCII characters without spaces at the ends";

  static final Pattern METHOD =
      Pattern.compile(
          "(?=.{1,256}$)[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*/([A-Za-z_][A-Za-z0-9_]*|\\*)");

  static final String METHOD_RULE = "package.Service/Method, or package.Service/* for all of them";

  static final Pattern CALLS =
      Pattern.compile(
          "(?=.{1,256}$)[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*(/[A-Za-z_][A-Za-z0-9_]*)?");

  static final String CALLS_RULE = "package.Service/Method, or package.Service for all of them";

  /** RE2 has the same expression in the CRD, and xds-server reads what it lets pass. */
  static final Pattern CONSUMER =
      Pattern.compile(
          "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
              + "(/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*)?"
              + "|dns:[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*"
              + "|spiffe://[a-z0-9._-]+"
              + "((/[A-Za-z0-9_-][A-Za-z0-9._-]*)+(/\\*)?|/\\*)");

  static final String CONSUMER_RULE =
      "NAMESPACE, NAMESPACE/SERVICEACCOUNT, spiffe://DOMAIN/PATH, spiffe://DOMAIN/PATH/* or dns:NAME";

  private Names() {}
}
