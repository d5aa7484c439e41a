package io.grpcpool.operator.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Thread-safe: stateless. Reads {@code --flag value} and {@code --flag=value}. */
public final class CommandLine {

  private CommandLine() {}

  /** What the user asked for. */
  public sealed interface Parsed {}

  /** Run with these flags. */
  public record Flags(Map<SettingKey, String> values) implements Parsed {
    public Flags {
      values = Map.copyOf(values);
    }
  }

  /** Print the usage and end. */
  public record HelpAsked() implements Parsed {}

  /** Say what is wrong and end with status 2. */
  public record Refused(String message) implements Parsed {}

  /** Reads the arguments of {@code main}; never throws. */
  public static Parsed parse(String... args) {
    Map<SettingKey, String> values = new EnumMap<>(SettingKey.class);
    for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
      String arg = rest.next();
      if (arg.equals("--help") || arg.equals("-h")) {
        return new HelpAsked();
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      Optional<SettingKey> key =
          name.startsWith("--") ? SettingKey.ofFlag(name.substring(2)) : Optional.empty();
      if (key.isEmpty()) {
        return new Refused("unknown argument \"%s\"; --help lists the flags".formatted(name));
      }
      if (equals < 0 && !rest.hasNext()) {
        return new Refused("%s needs a value".formatted(name));
      }
      String value = equals < 0 ? rest.next() : arg.substring(equals + 1);
      if (values.put(key.get(), value) != null) {
        return new Refused("%s is given twice".formatted(name));
      }
    }
    return new Flags(values);
  }

  /** The text of {@code --help}. */
  public static String usage() {
    return """
        The Grpcpool control plane. With --policies it serves a folder of policies; without, it is
        the operator of the Kubernetes cluster that the kubeconfig points to.

        """
        + Arrays.stream(SettingKey.values())
            .map(SettingKey::help)
            .collect(Collectors.joining("\n", "", "\n"))
        + """

        --a-flag is also the system property grpcpool.a.flag, the environment variable
        GRPCPOOL_A_FLAG and the key grpcpool.a.flag in --config FILE; the first that is set counts.
        """;
  }
}
