package io.grpcpool.operator.runtime;

import io.grpcpool.operator.settings.CommandLine;
import io.grpcpool.operator.settings.CommandLine.Flags;
import io.grpcpool.operator.settings.CommandLine.HelpAsked;
import io.grpcpool.operator.settings.CommandLine.Refused;
import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Stateless. Judges the arguments before anything else is loaded, then hands over. */
@QuarkusMain
public final class Main {

  private static final int MISUSE = 2;

  private Main() {}

  /** Exits with 2 where the arguments, or the settings, are wrong. */
  public static void main(String... args) {
    CommandLine.Parsed parsed = CommandLine.parse(args);
    if (parsed instanceof HelpAsked) {
      System.out.print(CommandLine.usage());
    } else if (parsed instanceof Refused refused) {
      refuse(List.of(refused.message()));
    } else if (parsed instanceof Flags flags) {
      launch(flags, args);
    }
  }

  private static void launch(Flags flags, String... args) {
    var resolution = ProcessSettings.resolve(flags);
    if (resolution instanceof Invalid invalid) {
      refuse(invalid.errors());
    } else if (resolution instanceof Resolved resolved) {
      tellFramework(resolved.settings());
      Quarkus.run(ControlPlaneProcess.class, args);
    }
  }

  /** The framework reads its own properties; ours stay the only ones that users meet. */
  private static void tellFramework(Settings settings) {
    System.setProperty("quarkus.http.host", settings.text(SettingKey.HTTP_ADDRESS));
    System.setProperty("quarkus.http.port", settings.text(SettingKey.HTTP_PORT));
    boolean json = settings.text(SettingKey.LOG_FORMAT).equals("json");
    System.setProperty("quarkus.log.console.json.enabled", String.valueOf(json));
    System.setProperty(
        "quarkus.operator-sdk.namespaces",
        settings.find(SettingKey.NAMESPACES).orElse(Constants.WATCH_ALL_NAMESPACES));
  }

  private static void refuse(List<String> messages) {
    messages.forEach(message -> System.err.println("grpcpool: " + message));
    System.exit(MISUSE);
  }
}
