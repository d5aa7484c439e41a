package io.grpcpool.xds;

import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Immutable. One variant of a resource as it stands in every response that carries it: the bytes of
 * the field {@code DiscoveryResponse.resources}, made once and shared by all streams. Equal when
 * the versions are equal.
 */
final class EncodedResource {

  /** Stands for a resource that the table does not have. */
  static final EncodedResource ABSENT = new EncodedResource("", new byte[0]);

  private final String version;
  private final byte[] field;

  private EncodedResource(String version, byte[] field) {
    this.version = version;
    this.field = field;
  }

  static EncodedResource of(ResourceType type, Message message) {
    Any any =
        Any.newBuilder()
            .setTypeUrl(type.typeUrl())
            .setValue(UnsafeByteOperations.unsafeWrap(deterministicBytes(message)))
            .build();
    byte[] field = new byte[CodedOutputStream.computeMessageSize(resourcesField(), any)];
    CodedOutputStream out = CodedOutputStream.newInstance(field);
    try {
      out.writeMessage(resourcesField(), any);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EncodedResource(Versions.ofBytes(field), field);
  }

  private static int resourcesField() {
    return DiscoveryResponse.RESOURCES_FIELD_NUMBER;
  }

  /** Map fields are sorted, so that every replica and every start has the same bytes. */
  private static byte[] deterministicBytes(Message message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** The version of what is sent together: that of the resource, or a hash over all of them. */
  static String versionOf(List<EncodedResource> sortedByName) {
    return sortedByName.size() == 1
        ? sortedByName.get(0).version
        : Versions.ofParts(sortedByName.stream().map(EncodedResource::version).toList());
  }

  boolean isAbsent() {
    return this == ABSENT;
  }

  String version() {
    return version;
  }

  int size() {
    return field.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(field);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof EncodedResource that && version.equals(that.version));
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return isAbsent() ? "absent" : version;
  }
}
