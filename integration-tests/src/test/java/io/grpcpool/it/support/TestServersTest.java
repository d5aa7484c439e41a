package io.grpcpool.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TestServersTest {
  @TempDir Path folder;

  @Test
  void takesThePropertyBeforeTheEnvironment() throws IOException {
    Path wanted = program("one/consul");
    program("two/consul");

    TestServers servers =
        TestServers.from(
            properties(TestServers.PROPERTY, folder.resolve("one")),
            Map.of(TestServers.VARIABLE, folder.resolve("two").toString()));

    assertThat(servers.program("consul")).isEqualTo(wanted);
  }

  @Test
  void takesTheEnvironmentBeforePath() throws IOException {
    Path wanted = program("servers/etcd");
    program("bin/etcd");

    TestServers servers =
        TestServers.from(
            new Properties(),
            Map.of(
                TestServers.VARIABLE,
                folder.resolve("servers").toString(),
                "PATH",
                folder.resolve("bin").toString()));

    assertThat(servers.program("etcd")).isEqualTo(wanted);
  }

  @Test
  void takesTheNewestVersionOfKubeApiTestsFolder() throws IOException {
    program(".kubeapitest/k8s/1.34.0-linux-amd64/kubectl");
    Path wanted = program(".kubeapitest/k8s/1.35.4-linux-amd64/kubectl");

    TestServers servers = TestServers.from(properties("user.home", folder), Map.of());

    assertThat(servers.program("kubectl")).isEqualTo(wanted);
  }

  @Test
  void takesPathLast() throws IOException {
    Path wanted = program("bin/kube-apiserver");

    TestServers servers =
        TestServers.from(
            properties("user.home", folder), Map.of("PATH", folder.resolve("bin").toString()));

    assertThat(servers.program("kube-apiserver")).isEqualTo(wanted);
  }

  @Test
  void saysEveryPlaceAndTheRemedyWhereNoneIsFound() {
    TestServers servers = TestServers.from(properties("user.home", folder), Map.of());

    assertThatThrownBy(() -> servers.program("consul"))
        .isInstanceOf(MissingServerException.class)
        .hasMessageContainingAll(
            "'consul'",
            "grpcpool.testServers",
            "GRPCPOOL_TEST_SERVERS",
            folder.resolve(".kubeapitest").toString(),
            "KUBE_API_TEST_DIR",
            "PATH",
            "integration-tests/servers/build");
  }

  private static Properties properties(String name, Path value) {
    Properties properties = new Properties();
    properties.setProperty(name, value.toString());
    return properties;
  }

  private Path program(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
