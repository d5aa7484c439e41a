package io.grpcpool.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. What of an object's metadata means something in a file. */
@JsonIgnoreProperties(ignoreUnknown = true)
record FileMetadata(
    @Nullable String name,
    @Nullable String namespace,
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> annotations) {

  static final FileMetadata EMPTY = new FileMetadata(null, null, null, null);

  ObjectMeta toObjectMeta() {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace == null ? GrpcPoolPolicy.DEFAULT_NAMESPACE : namespace)
        .withLabels(labels)
        .withAnnotations(annotations)
        .build();
  }
}
