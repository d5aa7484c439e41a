package io.grpcpool.it.crd;

import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.ApiServer;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import java.nio.file.Path;

/**
 * Confined to the test's thread. An API server that knows the policy document, and nothing else.
 */
record InstalledCrd(ApiServer api, Kubectl kubectl) implements AutoCloseable {

  /**
   * @param folder an empty one
   */
  static InstalledCrd start(Path folder) {
    ApiServer api = ApiServer.start(TestServers.locate(), folder);
    try {
      Kubectl kubectl = api.admin();
      kubectl.run("apply", "-k", Manifests.CONFIG.resolve("crd").toString());
      kubectl.run(
          "wait",
          "--for=condition=Established",
          "crd/grpcpoolpolicies.grpcpool.io",
          "--timeout=30s");
      return new InstalledCrd(api, kubectl);
    } catch (RuntimeException | AssertionError e) {
      api.close();
      throw e;
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
