package io.grpcpool.it.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stateless. The fenced code of the README and of the pages in {@code docs/}. */
final class Snippets {
  private static final Path ROOT = Path.of("..");

  private Snippets() {}

  /** The blocks of a language, each with its page's name for a message. */
  static List<Snippet> of(String language) {
    Pattern fence = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    return pages()
        .flatMap(
            page ->
                fence
                    .matcher(Manifests.read(page))
                    .results()
                    .map(block -> new Snippet(ROOT.relativize(page).toString(), block.group(1))))
        .toList();
  }

  /** Immutable. One block and where it stands. */
  record Snippet(String page, String text) {}

  /** A whole policy around some fields of a spec: what a policy must have is added to them. */
  static String policyWith(String fields) {
    String given = fields.stripTrailing().stripIndent();
    String missing =
        Stream.of("discovery: {consul: {service: orders}}", "tracks: [{name: all}]")
            .filter(field -> !has(given, field.substring(0, field.indexOf(':') + 1)))
            .collect(Collectors.joining("\n"));
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: page}
        spec:
        """
        + (missing + "\n" + given).indent(2);
  }

  private static boolean has(String fields, String key) {
    return fields.lines().anyMatch(line -> line.startsWith(key));
  }

  private static Stream<Path> pages() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of(ROOT.resolve("README.md")),
          docs.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
