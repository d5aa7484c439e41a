package io.grpcpool.operator.compile;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin;
import io.envoyproxy.envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality;

/** Writes resources down for comparison in tests; immutable. */
final class ProtoJson {

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .usingTypeRegistry(
              TypeRegistry.newBuilder()
                  .add(HttpConnectionManager.getDescriptor())
                  .add(Router.getDescriptor())
                  .add(RoundRobin.getDescriptor())
                  .add(WrrLocality.getDescriptor())
                  .add(TypedStruct.getDescriptor())
                  .build());

  private ProtoJson() {}

  static String of(Message message) {
    try {
      // The printer escapes what HTML would mistake.
      return PRINTER.print(message).replace("\\u003d", "=").replace("\\u0026", "&") + "\n";
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
