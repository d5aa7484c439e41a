package io.grpcpool.operator.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Thread-safe: stateless. What this replica calls itself. */
public final class InstanceName {

  private InstanceName() {}

  /** The name that is set, else the host's, which in a pod is the pod's. */
  public static String of(Settings settings) {
    return settings.find(SettingKey.INSTANCE).orElseGet(InstanceName::ofHost);
  }

  private static String ofHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException hostWithoutName) {
      return "grpcpool-" + ProcessHandle.current().pid();
    }
  }
}
