package io.grpcpool.xds;

import com.google.protobuf.CodedOutputStream;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Immutable. A {@code DiscoveryResponse} that is never built as a message: version, shared bytes of
 * the resources, type URL and nonce. Only version and nonce are this stream's own.
 */
final class EncodedResponse {

  private static final Map<ResourceType, byte[]> TYPE_URLS = typeUrls();

  private final ResourceType type;
  private final byte[] head;
  private final List<EncodedResource> resources;
  private final byte[] typeUrl;
  private final byte[] nonce;
  private final int size;

  EncodedResponse(
      ResourceType type, String version, List<EncodedResource> resources, String nonce) {
    this.type = type;
    this.head = field(DiscoveryResponse.VERSION_INFO_FIELD_NUMBER, version);
    this.resources = List.copyOf(resources);
    this.typeUrl = Objects.requireNonNull(TYPE_URLS.get(type));
    this.nonce = field(DiscoveryResponse.NONCE_FIELD_NUMBER, nonce);
    this.size =
        head.length
            + resources.stream().mapToInt(EncodedResource::size).sum()
            + typeUrl.length
            + this.nonce.length;
  }

  private static Map<ResourceType, byte[]> typeUrls() {
    Map<ResourceType, byte[]> fields = new EnumMap<>(ResourceType.class);
    for (ResourceType type : ResourceType.values()) {
      fields.put(type, field(DiscoveryResponse.TYPE_URL_FIELD_NUMBER, type.typeUrl()));
    }
    return fields;
  }

  private static byte[] field(int number, String value) {
    byte[] field = new byte[CodedOutputStream.computeStringSize(number, value)];
    try {
      CodedOutputStream.newInstance(field).writeString(number, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return field;
  }

  ResourceType type() {
    return type;
  }

  int size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head);
    for (EncodedResource resource : resources) {
      resource.writeTo(out);
    }
    out.write(typeUrl);
    out.write(nonce);
  }
}
