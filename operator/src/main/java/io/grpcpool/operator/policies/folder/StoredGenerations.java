package io.grpcpool.operator.policies.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the thread that scans. Counts in a file, so that a process that starts goes on where
 * the one before it was: the same content has the same generation, one that changed meanwhile the
 * next. Where the file cannot be read, counting begins at 1.
 */
public final class StoredGenerations implements Generations {

  /** Policies beyond these, those least recently counted, begin at 1 again. */
  static final int MOST = 10_000;

  private static final int EARLIER = 8;
  private static final Logger LOG = LoggerFactory.getLogger(StoredGenerations.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Path file;
  private @Nullable Map<String, Counted> counted;
  private boolean changed;
  private boolean failing;

  /**
   * Immutable. What is known of one policy.
   *
   * @param hash of its last content
   * @param earlier generations by the hash of the content that had them
   */
  record Counted(long generation, String hash, Map<String, Long> earlier) {
    Counted {
      earlier = Map.copyOf(earlier);
    }

    Counted next(String nextHash) {
      Map<String, Long> before = new LinkedHashMap<>(earlier);
      before.put(hash, generation);
      before.values().removeIf(old -> old <= generation - EARLIER);
      return new Counted(generation + 1, nextHash, before);
    }
  }

  /** A file that need not exist yet, in a folder that need not either. */
  public StoredGenerations(Path file) {
    this.file = file;
  }

  @Override
  public long of(PolicyId id, GrpcPoolPolicySpec spec) {
    String hash = hash(spec);
    Counted last = all().remove(id.toString());
    Counted now = last == null ? new Counted(1, hash, Map.of()) : last;
    if (!now.hash().equals(hash)) {
      now = now.next(hash);
    }
    all().put(id.toString(), now);
    changed |= !now.equals(last);
    return now.generation();
  }

  @Override
  public long remembered(PolicyId id, GrpcPoolPolicySpec spec) {
    String hash = hash(spec);
    Counted last = all().get(id.toString());
    if (last == null || last.hash().equals(hash)) {
      return of(id, spec);
    }
    return last.earlier().getOrDefault(hash, Math.max(1, last.generation() - 1));
  }

  @Override
  public void keep() {
    if (!changed) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
      Files.write(fresh, JSON.writeValueAsBytes(all()));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      changed = false;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("file={} generations cannot be kept for the next start", file, e);
      }
    }
  }

  private Map<String, Counted> all() {
    if (counted == null) {
      counted = new Recent(read());
    }
    return counted;
  }

  private Map<String, Counted> read() {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (IOException e) {
      LOG.warn("file={} cannot be read, generations begin at 1", file, e);
      return Map.of();
    }
  }

  private static String hash(@Nullable GrpcPoolPolicySpec spec) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(JSON.writeValueAsBytes(spec)));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("every JDK has SHA-256, and a spec is texts and numbers", e);
    }
  }

  /** Forgets whoever was counted longest ago. */
  private static final class Recent extends LinkedHashMap<String, Counted> {
    private static final long serialVersionUID = 1L;

    Recent(Map<String, Counted> from) {
      super(from);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
      return size() > MOST;
    }
  }
}
