package io.grpcpool.operator.status.kubernetes;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Thread-safe. Asks the framework to look at a policy's status. What comes before the framework
 * runs is lost, so all policies are named once when it does.
 */
public final class StatusEvents {

  private final SimpleInboundEventSource<GrpcPoolPolicy> source =
      new SimpleInboundEventSource<>("status-changes");

  /** A policy's status may be another now. */
  public void changed(PolicyId id) {
    source.propagateEvent(new ResourceID(id.name(), id.namespace()));
  }

  EventSource<?, GrpcPoolPolicy> source() {
    return source;
  }
}
