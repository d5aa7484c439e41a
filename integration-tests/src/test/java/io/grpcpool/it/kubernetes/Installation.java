package io.grpcpool.it.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.ApiServer;
import io.grpcpool.it.support.ControlPlane;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Confined to the test's thread. Grpcpool installed as the README says, on an API server of its
 * own: the manifests applied, and the control plane running under its ServiceAccount's token, so
 * that what {@code config/} grants is what it has.
 */
final class Installation implements AutoCloseable {
  static final String NAMESPACE = "grpcpool-system";

  private final ApiServer api;
  private final Path folder;
  private ControlPlane controlPlane;

  private Installation(ApiServer api, Path folder, ControlPlane controlPlane) {
    this.api = api;
    this.folder = folder;
    this.controlPlane = controlPlane;
  }

  /**
   * Installs the default overlay.
   *
   * @param folder an empty folder for data and logs
   * @param environment further variables of the control plane
   */
  static Installation start(Path folder, Map<String, String> environment) {
    ApiServer api = ApiServer.start(TestServers.locate(), folder);
    try {
      api.admin().run("apply", "-k", Manifests.CONFIG.resolve("overlays/default").toString());
      return new Installation(api, folder, controlPlane(api, folder, NAMESPACE, environment));
    } catch (RuntimeException | AssertionError e) {
      api.close();
      throw e;
    }
  }

  /** A control plane under the token of the account {@code grpcpool} in a namespace. */
  static ControlPlane controlPlane(
      ApiServer api, Path folder, String namespace, Map<String, String> environment) {
    Kubectl admin = api.admin();
    admin.run(
        "wait", "--for=condition=Established", "crd/grpcpoolpolicies.grpcpool.io", "--timeout=30s");
    String token = admin.run("create", "token", "grpcpool", "-n", namespace, "--duration=1h");
    Map<String, String> all = new HashMap<>(environment);
    all.put("KUBECONFIG", api.kubeconfig("control-plane", token).toString());
    return ControlPlane.start(
        folder.resolve("control-plane.log"), all, "--lease-namespace=" + namespace);
  }

  /** Ends the control plane, as a node that is drained does, and starts another one. */
  void replaceControlPlane() throws IOException {
    controlPlane.close();
    Path next = Files.createTempDirectory(folder, "replacement");
    controlPlane = controlPlane(api, next, NAMESPACE, Map.of());
  }

  ApiServer api() {
    return api;
  }

  Kubectl kubectl() {
    return api.admin();
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  /** The policy's entry in {@code /stats}; a missing node where it has none. */
  JsonNode stats(String namespace, String name) throws IOException {
    return StreamSupport.stream(controlPlane.stats().path("policies").spliterator(), false)
        .filter(policy -> policy.path("namespace").asText().equals(namespace))
        .filter(policy -> policy.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  @Override
  public void close() {
    controlPlane.close();
    api.close();
  }
}
