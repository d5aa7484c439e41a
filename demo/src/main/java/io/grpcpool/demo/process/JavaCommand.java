package io.grpcpool.demo.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Immutable. Command lines for Java processes that are small and start fast. */
public final class JavaCommand {
  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private JavaCommand() {}

  /** A class of the demo, on the demo's own class path. */
  public static List<String> main(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx128m");
    command.addAll(SMALL);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** The control plane, with the options that are beside its jar, as a user starts it. */
  public static List<String> controlPlane(Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("@" + jar.resolveSibling("jvm.options"));
    command.add("-Xmx256m");
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
