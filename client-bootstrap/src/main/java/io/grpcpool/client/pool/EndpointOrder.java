package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickSubchannelArgs;

/** Thread-safe. Says which endpoint a call is meant for, by its index. */
@FunctionalInterface
interface EndpointOrder {

  int next(PickSubchannelArgs call);
}
