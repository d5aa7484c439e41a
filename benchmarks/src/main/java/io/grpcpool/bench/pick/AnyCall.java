package io.grpcpool.bench.pick;

import io.grpc.CallOptions;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.io.InputStream;

/** Immutable. The call that is to be given a connection. */
final class AnyCall extends PickSubchannelArgs {

  private final Metadata headers = new Metadata();
  private final MethodDescriptor<Object, Object> method =
      MethodDescriptor.newBuilder(new Never(), new Never())
          .setType(MethodType.UNARY)
          .setFullMethodName("grpcpool.bench.Picks/Pick")
          .build();

  @Override
  public CallOptions getCallOptions() {
    return CallOptions.DEFAULT;
  }

  @Override
  public Metadata getHeaders() {
    return headers;
  }

  @Override
  public MethodDescriptor<?, ?> getMethodDescriptor() {
    return method;
  }

  /** Of a call that is picked for and never sent. */
  private static final class Never implements Marshaller<Object> {
    @Override
    public InputStream stream(Object value) {
      return InputStream.nullInputStream();
    }

    @Override
    public Object parse(InputStream stream) {
      return this;
    }
  }
}
