package io.grpcpool.operator.policies.folder;

import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Confined to the thread that scans. The policies of each file as they were last good. Only what
 * changed is read again.
 */
final class ParsedFiles {

  private final PolicyFolder folder;
  private final Map<String, PolicyFile> seen = new HashMap<>();
  private final SortedMap<String, List<GrpcPoolPolicy>> good = new TreeMap<>();
  private final SortedMap<String, String> problems = new TreeMap<>();

  private final LastGoodFiles lastGood;
  private final SortedMap<String, List<GrpcPoolPolicy>> remembered = new TreeMap<>();
  private final List<PolicyFile> toKeep = new ArrayList<>();

  ParsedFiles(PolicyFolder folder, LastGoodFiles lastGood) {
    this.folder = folder;
    this.lastGood = lastGood;
  }

  /**
   * Reads what is new.
   *
   * @return whether the folder could be listed; where not, everything stays
   */
  boolean update() {
    SortedMap<String, PolicyFile> files;
    try {
      files = folder.list();
    } catch (IOException e) {
      problems.put(folder.path().toString(), "cannot be listed: " + e);
      return false;
    }
    problems.keySet().retainAll(files.keySet());
    seen.keySet().stream().filter(name -> !files.containsKey(name)).forEach(lastGood::forget);
    seen.keySet().retainAll(files.keySet());
    good.keySet().retainAll(files.keySet());
    files.values().forEach(this::read);
    return true;
  }

  private void read(PolicyFile file) {
    boolean first = !seen.containsKey(file.name());
    if (file.equals(seen.put(file.name(), file))) {
      return;
    }
    boolean valid = false;
    ReadResult result = PolicyReader.read(file.path());
    if (result instanceof ReadResult.Read read) {
      valid = read.policies().stream().allMatch(p -> PolicyValidator.validate(p).isEmpty());
      good.put(file.name(), read.policies());
      problems.remove(file.name());
    } else if (result instanceof ReadResult.Refused refused) {
      problems.put(
          file.name(),
          refused.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }
    if (valid) {
      toKeep.add(file);
    } else if (first) {
      remember(file.name());
    }
  }

  /** Copies what became good, which need not keep those waiting who are told of it. */
  void keepGood() {
    toKeep.forEach(lastGood::keep);
    toKeep.clear();
  }

  private void remember(String file) {
    lastGood
        .read(file)
        .ifPresent(
            policies -> {
              remembered.put(file, policies);
              good.putIfAbsent(file, policies);
            });
  }

  /** What files that are not good held when they were, told once: at the first look. */
  SortedMap<String, List<GrpcPoolPolicy>> takeRemembered() {
    SortedMap<String, List<GrpcPoolPolicy>> taken = new TreeMap<>(remembered);
    remembered.clear();
    return taken;
  }

  /** By the file's name, in its order. */
  SortedMap<String, List<GrpcPoolPolicy>> good() {
    return Collections.unmodifiableSortedMap(good);
  }

  /** What cannot be read at present: the file's name, or the folder's path, and why. */
  SortedMap<String, String> problems() {
    return Collections.unmodifiableSortedMap(problems);
  }
}
