package io.grpcpool.bench.pick;

import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.ResolvedAddresses;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancerRegistry;
import io.grpcpool.client.pool.PoolLoadBalancerProvider;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Shared by JMH's threads. What one pick costs, beside grpc-java's own policies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PickBenchmark {

  /** Endpoints, each with its share. */
  @Param({"3", "100", "1000"})
  public int endpoints;

  /** Name of the policy, then its settings as far as it needs any. */
  @Param({"grpcpool", "grpcpool 4 connections", "round_robin"})
  public String policy = "grpcpool";

  private final AnyCall call = new AnyCall();
  private final PickerOnly channel = new PickerOnly();
  private SubchannelPicker picker = new LoadBalancer.FixedResultPicker(PickResult.withNoResult());

  /** Opens the endpoints. */
  @Setup
  public void open() {
    PoolLoadBalancerProvider.register();
    String name = policy.split(" ")[0];
    var provider =
        Objects.requireNonNull(LoadBalancerRegistry.getDefaultRegistry().getProvider(name));
    Map<String, ?> settings =
        policy.contains("4")
            ? Map.of("connectionsPerEndpoint", Map.of("initial", 4.0, "min", 4.0, "max", 4.0))
            : Map.of();
    LoadBalancer balancer = provider.newLoadBalancer(channel);
    List<EquivalentAddressGroup> groups =
        IntStream.range(0, endpoints)
            .mapToObj(i -> new InetSocketAddress("127.0.0.1", 10_000 + i))
            .map(EquivalentAddressGroup::new)
            .toList();
    channel
        .getSynchronizationContext()
        .execute(
            () ->
                balancer.acceptResolvedAddresses(
                    ResolvedAddresses.newBuilder()
                        .setAddresses(groups)
                        .setLoadBalancingPolicyConfig(
                            provider.parseLoadBalancingPolicyConfig(settings).getConfig())
                        .build()));
    picker = channel.picker();
  }

  /** Ends the timer. */
  @TearDown
  public void close() {
    channel.close();
  }

  /** One pick. */
  @Benchmark
  public PickResult pick() {
    return picker.pickSubchannel(call);
  }
}
