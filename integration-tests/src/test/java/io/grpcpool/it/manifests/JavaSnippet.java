package io.grpcpool.it.manifests;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Stateless. Statements of a page as the body of a method of an application. */
final class JavaSnippet {
  private static final String APPLICATION =
      """
      import io.grpc.*;
      import io.grpc.protobuf.services.HealthStatusManager;
      import io.grpcpool.client.*;
      import io.grpcpool.client.bootstrap.*;
      import io.grpcpool.client.consul.*;

      class Application {
        void run(Server server, HealthStatusManager health) throws Exception {
      %s
        }
      }
      """;

  private JavaSnippet() {}

  /** What the compiler finds wrong with the statements. */
  static List<String> compile(String statements, Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            output.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    compiler
        .getTask(
            null, null, found, options, null, List.of(source(APPLICATION.formatted(statements))))
        .call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  private static JavaFileObject source(String code) {
    return new SimpleJavaFileObject(
        URI.create("memory:///Application.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
