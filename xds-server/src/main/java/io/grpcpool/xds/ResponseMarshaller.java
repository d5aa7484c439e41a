package io.grpcpool.xds;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Thread-safe: has no state. Lets gRPC copy shared bytes straight into its frames. */
final class ResponseMarshaller implements Marshaller<EncodedResponse> {

  @Override
  public InputStream stream(EncodedResponse response) {
    return new ResponseStream(response);
  }

  @Override
  public EncodedResponse parse(InputStream stream) {
    throw new UnsupportedOperationException("a server sends responses and never reads one");
  }

  /** Confined to the thread that sends. gRPC reads the length, then drains it. */
  private static final class ResponseStream extends InputStream implements Drainable, KnownLength {

    private final EncodedResponse response;
    private boolean drained;

    /** Made where a transport reads instead of draining. */
    private @Nullable ByteArrayInputStream bytes;

    ResponseStream(EncodedResponse response) {
      this.response = response;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      drained = true;
      response.writeTo(target);
      return response.size();
    }

    @Override
    public int available() throws IOException {
      return drained ? 0 : bytes == null ? response.size() : bytes.available();
    }

    @Override
    public int read() throws IOException {
      return bytes().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return bytes().read(target, offset, length);
    }

    private ByteArrayInputStream bytes() throws IOException {
      if (bytes == null) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(response.size());
        response.writeTo(copy);
        bytes = new ByteArrayInputStream(copy.toByteArray());
      }
      return bytes;
    }
  }
}
