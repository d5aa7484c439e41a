package io.grpcpool.xds.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The PEM files of a TLS port.
 *
 * @param chain the server's certificate, then those that lead to its authority
 * @param key its private key, PKCS #8
 * @param clientCa authorities whose client certificates are believed; null: none are
 */
public record TlsFiles(Path chain, Path key, @Nullable Path clientCa) {}
