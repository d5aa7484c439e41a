package io.grpcpool.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of {@code grpcpool_mtls_jwt}. */
class CredentialFilesTest {

  @Test
  void needsNoFileAtAll() {
    assertThat(CredentialFiles.of(Map.of())).isEqualTo(new CredentialFiles(null, null, null, null));
  }

  @Test
  void takesATokenAlone(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "t");

    assertThat(CredentialFiles.of(Map.of("token_file", token.toString(), "later", 1)).token())
        .isEqualTo(token);
  }

  @Test
  void refusesACertificateWithoutItsKey(@TempDir Path folder) throws Exception {
    Path certificate = Files.writeString(folder.resolve("tls.crt"), "c");

    assertThatThrownBy(() -> CredentialFiles.of(Map.of("certificate_file", certificate.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("private_key_file");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> CredentialFiles.of(Map.of("token_file", "/no/such/token")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grpcpool_mtls_jwt: token_file is \"/no/such/token\"");
  }

  @Test
  void refusesAValueThatIsNoPath() {
    assertThatThrownBy(() -> CredentialFiles.of(Map.of("token_file", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token_file is \"1.0\"");
  }
}
