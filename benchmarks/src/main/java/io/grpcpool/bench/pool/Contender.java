package io.grpcpool.bench.pool;

import com.google.api.gax.grpc.ChannelPoolSettings;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.cloud.grpc.GcpManagedChannelBuilder;
import com.google.cloud.grpc.GcpManagedChannelOptions;
import com.google.cloud.grpc.GcpManagedChannelOptions.GcpChannelPoolOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Immutable. What is measured: the pool, one plain channel, and what others offer. All start calls
 * and take replies on the event loops ({@code directExecutor}), as asynchronous servers do.
 */
enum Contender {
  PLAIN("one plain channel") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return byPolicy(ports.subList(0, 1), Map.of("pick_first", Map.of()));
    }
  },
  GRPCPOOL("Grpcpool") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return byPolicy(ports, Map.of("grpcpool", atMost(connections)));
    }
  },
  GAX("gax, static") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return gax(ports.get(0), ChannelPoolSettings.staticallySized(connections));
    }
  },
  GAX_DYNAMIC("gax, dynamic") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return gax(
          ports.get(0),
          ChannelPoolSettings.builder()
              .setInitialChannelCount(connections)
              .setMaxChannelCount(connections)
              .setMinChannelCount(1)
              .setMinRpcsPerChannel(10)
              .setMaxRpcsPerChannel(100)
              .build());
    }
  },
  GRPC_GCP("grpc-gcp") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      GcpChannelPoolOptions pool =
          GcpChannelPoolOptions.newBuilder()
              .setMinSize(connections)
              .setMaxSize(connections)
              .build();
      return OpenedChannel.of(
          GcpManagedChannelBuilder.forDelegateBuilder(
                  ManagedChannelBuilder.forAddress("127.0.0.1", ports.get(0))
                      .usePlaintext()
                      .directExecutor())
              .withOptions(
                  GcpManagedChannelOptions.newBuilder().withChannelPoolOptions(pool).build())
              .build());
    }
  },
  ROUND_ROBIN("round_robin") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return byPolicy(ports, Map.of("round_robin", Map.of()));
    }
  },
  WEIGHTED_ROUND_ROBIN("weighted_round_robin") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return byPolicy(ports, Map.of("weighted_round_robin", Map.of()));
    }
  },
  LEAST_REQUEST("least_request") {
    @Override
    OpenedChannel open(List<Integer> ports, int connections) {
      return byPolicy(ports, Map.of("least_request_experimental", Map.of()));
    }
  };

  /** Stands for the settings that hold where nobody says anything. */
  static final int DEFAULT = 0;

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * Opens it.
   *
   * @param ports the endpoints; those that know one endpoint only take the first
   * @param connections how many connections a pool may have to an endpoint; {@link #DEFAULT}: what
   *     the pool does by itself
   */
  abstract OpenedChannel open(List<Integer> ports, int connections);

  private static Map<String, ?> atMost(int connections) {
    return connections == DEFAULT
        ? Map.of()
        : Map.of("connectionsPerEndpoint", Map.of("max", (double) connections));
  }

  static OpenedChannel byPolicy(List<Integer> ports, Map<String, ?> policy) {
    return OpenedChannel.of(
        Grpc.newChannelBuilder(FixedAddresses.target(ports), InsecureChannelCredentials.create())
            .directExecutor()
            .defaultServiceConfig(Map.of("loadBalancingConfig", List.of(policy)))
            .build());
  }

  private static OpenedChannel gax(int port, ChannelPoolSettings pool) {
    try {
      GrpcTransportChannel transport =
          (GrpcTransportChannel)
              InstantiatingGrpcChannelProvider.newBuilder()
                  .setEndpoint("127.0.0.1:" + port)
                  .setHeaderProvider(FixedHeaderProvider.create())
                  .setChannelPoolSettings(pool)
                  .setChannelConfigurator(builder -> builder.usePlaintext().directExecutor())
                  .build()
                  .getTransportChannel();
      return new OpenedChannel(transport.getChannel(), transport::shutdownNow);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
