package io.grpcpool.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the framework must not do by itself. Each is a trap that somebody fell into. */
class FrameworkSettingsTest {

  private static final String SDK = "quarkus.operator-sdk.";
  private static final Properties SETTINGS = new Properties();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file =
        FrameworkSettingsTest.class.getResourceAsStream("/application.properties")) {
      SETTINGS.load(file);
    }
  }

  @Test
  void theCrdIsTheReviewedOneAndIsInstalledByAPerson() {
    assertThat(SETTINGS)
        .containsEntry(SDK + "crd.generate", "false")
        .containsEntry(SDK + "crd.apply", "false");
  }

  /** Else it reads CRDs, which a namespaced installation may not. */
  @Test
  void theCrdIsNotLookedUpAtTheStart() {
    assertThat(SETTINGS).containsEntry(SDK + "crd.validate", "false");
  }

  /** The generated role may create, update and delete policies. */
  @Test
  void rolesAreWrittenByHand() {
    assertThat(SETTINGS).containsEntry(SDK + "disable-rbac-generation", "true");
  }

  /** The process starts it on a thread of its own, and not at all in standalone mode. */
  @Test
  void theFrameworkStartsWhenItIsAsked() {
    assertThat(SETTINGS)
        .containsEntry(SDK + "start-operator", "false")
        .containsEntry(SDK + "stop-on-informer-error-during-startup", "false");
  }

  /** The same client serves the data path. */
  @Test
  void theFrameworkLeavesTheClientOpenWhenItStops() {
    assertThat(SETTINGS).containsEntry(SDK + "close-client-on-stop", "false");
  }

  /** It would install a shutdown hook that waits for System.exit (java-operator-sdk #1614). */
  @Test
  void noTerminationTimeoutIsSet() {
    assertThat(SETTINGS.stringPropertyNames())
        .noneMatch(name -> name.startsWith(SDK + "termination-timeout"));
  }
}
