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
    List<String> command = new ArrayList<>(java("-Xmx128m"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** A jar that names its main class. */
  public static List<String> jar(Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>(java("-Xmx256m"));
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  private static List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.addAll(SMALL);
    return command;
  }
}
