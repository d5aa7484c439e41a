package io.grpcpool.operator.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.GrpcPoolPolicySpec;
import io.grpcpool.policy.status.LastAccepted;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: stateless. Specs that are kept in status while they are served in place of one that
 * is refused, so that a process that starts meanwhile serves them too.
 */
public final class KeptSpecs {

  /** Spec and status together stay well below what etcd takes, 1.5 MiB. */
  static final int MAX_BYTES = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(KeptSpecs.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> AS_MAP = new TypeReference<>() {};

  private KeptSpecs() {}

  /** A served document as status keeps it; empty where it is too large. */
  public static Optional<LastAccepted> of(PolicyDocument served) {
    try {
      byte[] spec = JSON.writeValueAsBytes(served.policy().getSpec());
      return spec.length > MAX_BYTES
          ? Optional.empty()
          : Optional.of(new LastAccepted(served.generation(), JSON.readValue(spec, AS_MAP)));
    } catch (IOException e) {
      throw new IllegalStateException("a spec is made of texts and numbers", e);
    }
  }

  /**
   * The document that was served.
   *
   * @param present as it is written now
   * @return empty where the present document is not a later one, or what was kept cannot be read
   */
  public static Optional<PolicyDocument> restore(LastAccepted kept, PolicyDocument present) {
    Long generation = kept.generation();
    if (generation == null || kept.spec() == null || generation >= present.generation()) {
      return Optional.empty();
    }
    try {
      GrpcPoolPolicy policy = new GrpcPoolPolicy();
      policy.setMetadata(
          new ObjectMetaBuilder(present.policy().getMetadata()).withGeneration(generation).build());
      policy.setSpec(JSON.readValue(JSON.writeValueAsBytes(kept.spec()), GrpcPoolPolicySpec.class));
      return Optional.of(
          new PolicyDocument(
              present.id(), generation, policy, present.seniority(), present.changedBy()));
    } catch (JsonProcessingException e) {
      LOG.warn("policy={} the spec that its status keeps cannot be read", present.id(), e);
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read from outside", e);
    }
  }
}
