package io.grpcpool.policy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Stateless. Reads policies from YAML files, strictly: an unknown field, a value of a wrong type
 * and a key that is there twice are refused with path, line and column, all of a file at once. Bad
 * input is a result, never an exception. Values are not judged here: {@link PolicyValidator} does
 * that.
 */
public final class PolicyReader {

  /** The largest file, in bytes; a larger one is refused before it is read. */
  public static final int MAX_BYTES = 1024 * 1024;

  private PolicyReader() {}

  /** Reads a file of one or more documents. */
  public static ReadResult read(Path file) {
    return read(file, other -> false);
  }

  /**
   * Reads the policies of a file of manifests: documents of other APIs are left out.
   *
   * @param others is told of each of those
   */
  public static ReadResult readAmongOthers(Path file, Consumer<OtherDocument> others) {
    return read(
        file,
        other -> {
          others.accept(other);
          return true;
        });
  }

  private static ReadResult read(Path file, Predicate<OtherDocument> leavesOut) {
    String source = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return tooLarge(source);
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return read(source, text, leavesOut);
    } catch (CharacterCodingException e) {
      return refused(source, "is not text in UTF-8");
    } catch (NoSuchFileException e) {
      return refused(source, "does not exist");
    } catch (IOException e) {
      return refused(source, "cannot be read: " + e);
    }
  }

  /**
   * Reads a text of one or more documents.
   *
   * @param source what messages call the text
   */
  public static ReadResult read(String source, String text) {
    return read(source, text, other -> false);
  }

  private static ReadResult read(String source, String text, Predicate<OtherDocument> leavesOut) {
    if (text.length() > MAX_BYTES) {
      return tooLarge(source);
    }
    List<@Nullable Node> documents;
    try {
      documents = YamlText.documents(text);
    } catch (YamlText.NotYaml e) {
      return refused(source, e.getMessage());
    }
    List<GrpcPoolPolicy> policies = new ArrayList<>();
    List<ReadProblem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < documents.size(); i++) {
      Node document = documents.get(i);
      if (document != null && OtherDocument.of(document, i + 1).filter(leavesOut).isEmpty()) {
        ReadProblems found = new ReadProblems(source, i + 1);
        new PolicyDocument(found)
            .read(document)
            .ifPresent(
                policy -> {
                  policies.add(policy);
                  mustBeNew(policy.getMetadata(), names, found);
                });
        problems.addAll(found.found());
      }
    }
    return problems.isEmpty() ? new ReadResult.Read(policies) : new ReadResult.Refused(problems);
  }

  private static void mustBeNew(ObjectMeta metadata, Set<String> names, ReadProblems problems) {
    String name = metadata.getNamespace() + "/" + metadata.getName();
    if (!names.add(name)) {
      problems.add("metadata.name", null, "\"" + name + "\": an earlier document has that name");
    }
  }

  private static ReadResult tooLarge(String source) {
    return refused(source, "is larger than 1 MiB, the most that a policy may have");
  }

  private static ReadResult refused(String source, String message) {
    return new ReadResult.Refused(List.of(new ReadProblem(source, 0, "", message)));
  }
}
