package io.grpcpool.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RealServersIT {
  private final TestServers servers = TestServers.locate();

  @TempDir Path folder;

  @Test
  void apiServerKeepsItsObjectsOverARestart() {
    try (ApiServer api = ApiServer.start(servers, folder)) {
      api.admin().run("create", "namespace", "kept");

      api.kill();
      api.restart();

      assertThat(api.admin().run("get", "namespace", "kept", "-o", "name"))
          .isEqualTo("namespace/kept");
    }
  }

  @Test
  void apiServerRefusesWhatNoRoleAllows() {
    try (ApiServer api = ApiServer.start(servers, folder)) {
      api.admin().run("create", "serviceaccount", "nobody", "-n", "default");
      String token = api.admin().run("create", "token", "nobody", "-n", "default");

      Kubectl.Result result = api.kubectl("nobody", token).attempt("get", "pods");

      assertThat(result.err())
          .contains("system:serviceaccount:default:nobody")
          .contains("forbidden");
    }
  }

  @Test
  void consulKeepsItsDataOverARestart() throws Exception {
    Http http = new Http();
    try (ConsulAgent consul = ConsulAgent.start(servers, folder)) {
      String key = "http://" + consul.address() + "/v1/catalog/datacenters";

      consul.kill();
      consul.restart();

      assertThat(http.body(key)).isEqualTo("[\"dc1\"]");
    }
  }

  @Test
  void consulWithoutALeaderAnswersReadsWithAnError() {
    Http http = new Http();
    try (ConsulAgent consul = ConsulAgent.startWithoutLeader(servers, folder)) {
      assertThat(http.status("http://" + consul.address() + "/v1/catalog/services")).isEqualTo(500);
    }
  }
}
