package io.grpcpool.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpcpool.xds.identity.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificate and the key of a client, from files. */
class ClientIdentityTest {

  @TempDir Path folder;

  private final TestAuthority authority = new TestAuthority("authority");
  private Path certificate;
  private Path key;

  @BeforeEach
  void issue() throws Exception {
    certificate = folder.resolve("tls.crt");
    key = folder.resolve("tls.key");
    authority.issue(Duration.ofHours(1), "dns:web").writeTo(certificate, key);
  }

  @Test
  void takesACertificateWithItsKey() throws Exception {
    assertThat(ClientIdentity.read(certificate, key).chain()).hasSize(1);
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    authority
        .issue(Duration.ofHours(1), "dns:web")
        .writeTo(folder.resolve("other.crt"), folder.resolve("other.key"));

    assertThatThrownBy(() -> ClientIdentity.read(certificate, folder.resolve("other.key")))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("other.key is not that of the first certificate of")
        .hasMessageContaining("tls.crt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void namesTheFileAndTheFormThatIsAllowedWhereAKeyHasAnother(String form) throws Exception {
    Files.writeString(key, Files.readString(key).replace("PRIVATE KEY", form));

    assertThatThrownBy(() -> ClientIdentity.read(certificate, key))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("tls.key does not hold a key")
        .hasMessageContaining("allowed: an unencrypted PKCS #8 key in PEM")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void refusesAFileWithoutACertificate() throws Exception {
    Files.writeString(certificate, "");

    assertThatThrownBy(() -> ClientIdentity.read(certificate, key))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("tls.crt");
  }
}
