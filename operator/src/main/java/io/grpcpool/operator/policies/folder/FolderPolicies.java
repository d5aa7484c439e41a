package io.grpcpool.operator.policies.folder;

import io.grpcpool.operator.policies.KeptSpecs;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.status.LastAccepted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the thread that scans. Tells what changed in a folder between two looks at it. A file
 * that cannot be read any more keeps the policies it had; a folder that cannot be listed keeps them
 * all.
 */
final class FolderPolicies {

  private static final Logger LOG = LoggerFactory.getLogger(FolderPolicies.class);
  private static final String CHANGED_BY = "file";

  private final ParsedFiles files;
  private final Generations generations;
  private final Function<PolicyId, Optional<LastAccepted>> kept;
  private final PolicyListener listener;
  private Map<PolicyId, PolicyDocument> documents = Map.of();
  private Map<PolicyId, String> unreadable = Map.of();
  private SortedMap<String, String> problems = new TreeMap<>();

  /**
   * @param kept what status keeps of a policy whose present document was refused
   */
  FolderPolicies(
      ParsedFiles files,
      Generations generations,
      Function<PolicyId, Optional<LastAccepted>> kept,
      PolicyListener listener) {
    this.files = files;
    this.generations = generations;
    this.kept = kept;
    this.listener = listener;
  }

  /** What cannot be served at present: the file's name, or the folder's path, and why. */
  SortedMap<String, String> problems() {
    return java.util.Collections.unmodifiableSortedMap(problems);
  }

  /**
   * Looks at the folder once and tells the listener what is new, changed, unreadable or gone.
   *
   * @return whether the folder could be listed
   */
  boolean scan() {
    boolean listed = files.update();
    SortedMap<String, String> now = new TreeMap<>(files.problems());
    files.takeRemembered().forEach(this::tellRemembered);
    Map<PolicyId, String> definedIn = definitions(now);
    logNew(now);
    problems = now;
    tell(documents(definedIn), problemsOf(definedIn));
    files.keepGood();
    generations.keep();
    return listed;
  }

  /** What an earlier process served goes first; what the file holds now is judged after. */
  private void tellRemembered(String file, List<GrpcPoolPolicy> policies) {
    for (int i = 0; i < policies.size(); i++) {
      GrpcPoolPolicy policy = policies.get(i);
      PolicyId id = id(policy);
      long generation = generations.remembered(id, policy.getSpec());
      listener.remembered(document(id, generation, policy, Seniority.ofPath(file, i)));
    }
  }

  /** In which file each policy is defined; a second definition is a problem of its file. */
  private Map<PolicyId, String> definitions(SortedMap<String, String> problems) {
    Map<PolicyId, String> definedIn = new LinkedHashMap<>();
    files
        .good()
        .forEach(
            (file, policies) -> {
              for (GrpcPoolPolicy policy : policies) {
                String first = definedIn.putIfAbsent(id(policy), file);
                if (first != null) {
                  String twice = "%s is defined in %s already; that counts";
                  problems.putIfAbsent(file, twice.formatted(id(policy), first));
                }
              }
            });
    return definedIn;
  }

  private Map<PolicyId, PolicyDocument> documents(Map<PolicyId, String> definedIn) {
    Map<PolicyId, PolicyDocument> found = new LinkedHashMap<>();
    files
        .good()
        .forEach(
            (file, policies) -> {
              for (int i = 0; i < policies.size(); i++) {
                GrpcPoolPolicy policy = policies.get(i);
                PolicyId id = id(policy);
                if (file.equals(definedIn.get(id))) {
                  long generation = generations.of(id, policy.getSpec());
                  found.putIfAbsent(
                      id, document(id, generation, policy, Seniority.ofPath(file, i)));
                }
              }
            });
    return found;
  }

  private static PolicyDocument document(
      PolicyId id, long generation, GrpcPoolPolicy policy, Seniority seniority) {
    policy.getMetadata().setNamespace(id.namespace());
    policy.getMetadata().setGeneration(generation);
    return new PolicyDocument(id, generation, policy, seniority, CHANGED_BY);
  }

  private Map<PolicyId, String> problemsOf(Map<PolicyId, String> definedIn) {
    Map<PolicyId, String> found = new HashMap<>();
    definedIn.forEach(
        (id, file) -> {
          String problem = files.problems().get(file);
          if (problem != null) {
            found.put(id, problem);
          }
        });
    return found;
  }

  private void tell(Map<PolicyId, PolicyDocument> now, Map<PolicyId, String> unreadableNow) {
    now.forEach(
        (id, document) -> {
          boolean readableAgain = unreadable.containsKey(id) && !unreadableNow.containsKey(id);
          if (!documents.containsKey(id)) {
            kept.apply(id)
                .flatMap(older -> KeptSpecs.restore(older, document))
                .ifPresent(listener::remembered);
          }
          if (readableAgain || !document.equals(documents.get(id))) {
            listener.observed(document);
          }
        });
    unreadableNow.forEach(
        (id, problem) -> {
          if (!problem.equals(unreadable.get(id))) {
            listener.unreadable(id, problem);
          }
        });
    SortedSet<PolicyId> gone = new TreeSet<>(documents.keySet());
    gone.removeAll(now.keySet());
    gone.forEach(listener::deleted);
    documents = now;
    unreadable = unreadableNow;
  }

  private void logNew(SortedMap<String, String> now) {
    now.forEach(
        (what, problem) -> {
          if (!problem.equals(problems.get(what))) {
            LOG.warn("source=folder file={} problem=\"{}\"", what, problem);
          }
        });
  }

  private static PolicyId id(GrpcPoolPolicy policy) {
    String namespace = policy.getMetadata().getNamespace();
    boolean named = namespace != null && !namespace.isEmpty();
    return new PolicyId(
        named ? namespace : GrpcPoolPolicy.DEFAULT_NAMESPACE, policy.getMetadata().getName());
  }
}
