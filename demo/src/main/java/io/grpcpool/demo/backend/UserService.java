package io.grpcpool.demo.backend;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Immutable. The service of the demo: one unary method on text, which tells who answers. */
public final class UserService {
  /** Asks for a user; the answer is {@code VERSION BACKEND}. */
  public static final MethodDescriptor<String, String> GET =
      MethodDescriptor.newBuilder(new Utf8(), new Utf8())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpcpool.demo.UserService/Get")
          .setSafe(true)
          .build();

  private UserService() {}

  /** The service as one backend answers it. */
  public static ServerServiceDefinition of(String version, String backend) {
    String answer = version + " " + backend;
    return ServerServiceDefinition.builder("grpcpool.demo.UserService")
        .addMethod(
            GET,
            ServerCalls.asyncUnaryCall(
                (request, responses) -> {
                  responses.onNext(answer);
                  responses.onCompleted();
                }))
        .build();
  }

  /** Immutable. Text as UTF-8 bytes. */
  private static final class Utf8 implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
