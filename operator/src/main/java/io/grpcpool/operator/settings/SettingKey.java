package io.grpcpool.operator.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Every setting of the control plane. One name gives all its spellings: the flag {@code
 * --xds-port} is the system property {@code grpcpool.xds.port}, the same key in the file, and the
 * environment variable {@code GRPCPOOL_XDS_PORT}.
 */
public enum SettingKey {
  POLICIES("policies", "DIR", null, "folder of policies; absent: policies come from Kubernetes"),
  STATE("state", "DIR", null, "where status is kept without Kubernetes; default: DIR/.grpcpool"),
  CONSUL_ADDR(
      "consul-addr",
      "HOST:PORT",
      "127.0.0.1:8500",
      "Consul agent, or several servers with commas between",
      "CONSUL_HTTP_ADDR"),
  XDS_ADDRESS("xds-address", "HOST", "127.0.0.1", "address of the plaintext xDS port"),
  XDS_PORT("xds-port", "PORT", "15010", "plaintext xDS port; 0: any free one"),
  XDS_TLS_ADDRESS("xds-tls-address", "HOST", "0.0.0.0", "address of the xDS port with TLS"),
  XDS_TLS_PORT("xds-tls-port", "PORT", "15012", "xDS port with TLS; opened with --xds-tls-cert"),
  XDS_TLS_CERT("xds-tls-cert", "FILE", null, "certificate chain of the xDS server, PEM"),
  XDS_TLS_KEY("xds-tls-key", "FILE", null, "private key of the xDS server, PEM"),
  XDS_TLS_CLIENT_CA("xds-tls-client-ca", "FILE", null, "authorities of xDS clients, PEM"),
  XDS_TOKENS("xds-tokens", "none|kubernetes", "none", "who checks xDS clients' bearer tokens"),
  XDS_MAX_STREAM_AGE("xds-max-stream-age", "DURATION", "30m", "until clients authenticate again"),
  XDS_MAX_NEW_STREAMS("xds-max-new-streams", "COUNT", "400", "new xDS streams per second"),
  XDS_MAX_INITIAL_SYNCS("xds-max-initial-syncs", "COUNT", "1000", "xDS streams beginning at once"),
  XDS_MAX_REQUEST_BYTES("xds-max-request-bytes", "COUNT", "1048576", "bytes of an xDS request"),
  XDS_MAX_METADATA_BYTES("xds-max-metadata-bytes", "COUNT", "16384", "bytes of a node's metadata"),
  XDS_MAX_NAMES("xds-max-names", "COUNT", "5000", "names of one type on an xDS stream"),
  XDS_MAX_REQUESTS("xds-max-requests", "COUNT", "100", "requests per second on an xDS stream"),
  XDS_LOAD_REPORT_INTERVAL(
      "xds-load-report-interval", "DURATION", "10s", "how often clients report their load"),
  PEERS("peers", "LIST", null, "the other replicas, HOST:PORT, comma-separated"),
  PEERS_DNS("peers-dns", "NAME:PORT", null, "the other replicas: every address of this name"),
  PEERS_ADDRESS("peers-address", "HOST", "0.0.0.0", "address of the port for peers"),
  PEERS_PORT("peers-port", "PORT", "15013", "port for peers; opened with --peers or --peers-dns"),
  PEERS_CA("peers-ca", "FILE", null, "authorities that sign replicas' certificates, PEM"),
  PEERS_PLAINTEXT("peers-plaintext", "true|false", "false", "peers without TLS, on loopback alone"),
  HTTP_ADDRESS("http-address", "HOST", "127.0.0.1", "address of metrics, health and stats"),
  HTTP_PORT("http-port", "PORT", "9090", "port of metrics, health and stats; 0: any free one"),
  BARE_NAMES("bare-names", "true|false", "true", "whether clients may dial a target alone"),
  NAMESPACES("namespaces", "LIST", null, "namespaces to watch, comma-separated; absent: all"),
  LEASE_NAMESPACE("lease-namespace", "NAME", null, "namespace of the leader's Lease"),
  INSTANCE("instance", "NAME", null, "name of this replica; default: the host's name"),
  LOG_FORMAT("log-format", "text|json", "text", "form of the log"),
  LOG_LEVEL("log-level", "LEVEL", "info", "error, warn, info or debug"),
  CONFIG("config", "FILE", null, "settings as key=value lines");

  static final String PREFIX = "grpcpool.";

  private final String flag;
  private final String placeholder;
  private final @Nullable String defaultValue;
  private final String meaning;
  private final @Nullable String foreignVariable;

  SettingKey(
      String flag, String placeholder, @Nullable String defaultValue, String meaning, String... v) {
    this.flag = flag;
    this.placeholder = placeholder;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.foreignVariable = v.length == 0 ? null : v[0];
  }

  /** Without the dashes in front. */
  public String flag() {
    return flag;
  }

  /** The key in the file and as a system property. */
  public String property() {
    return PREFIX + flag.replace('-', '.');
  }

  /** Ours first, then the variable of the product it points to, if that has one. */
  List<String> environmentVariables() {
    String ours = "GRPCPOOL_" + flag.replace('-', '_').toUpperCase(Locale.ROOT);
    return foreignVariable == null ? List.of(ours) : List.of(ours, foreignVariable);
  }

  @Nullable String defaultValue() {
    return defaultValue;
  }

  /** Whether a new value in the file acts without a restart. */
  public boolean isLive() {
    return switch (this) {
      case LOG_LEVEL,
          BARE_NAMES,
          XDS_MAX_NEW_STREAMS,
          XDS_MAX_INITIAL_SYNCS,
          XDS_MAX_METADATA_BYTES,
          XDS_MAX_NAMES,
          XDS_MAX_REQUESTS,
          XDS_LOAD_REPORT_INTERVAL ->
          true;
      default -> false;
    };
  }

  boolean isPort() {
    return placeholder.equals("PORT");
  }

  boolean isDuration() {
    return placeholder.equals("DURATION");
  }

  boolean isCount() {
    return placeholder.equals("COUNT");
  }

  /** The values that are allowed, where they are few. */
  List<String> allowed() {
    return switch (this) {
      case LOG_LEVEL -> List.of("error", "warn", "info", "debug");
      case LOG_FORMAT, BARE_NAMES, XDS_TOKENS, PEERS_PLAINTEXT -> List.of(placeholder.split("\\|"));
      default -> List.of();
    };
  }

  /** One line of {@code --help}. */
  String help() {
    String by = defaultValue == null ? "" : " (" + defaultValue + ")";
    return String.format(Locale.ROOT, "  --%-30s %s%s", flag + " " + placeholder, meaning, by);
  }

  static Optional<SettingKey> ofFlag(String flag) {
    return Arrays.stream(values()).filter(key -> key.flag.equals(flag)).findFirst();
  }

  static Optional<SettingKey> ofProperty(String property) {
    return Arrays.stream(values()).filter(key -> key.property().equals(property)).findFirst();
  }
}
