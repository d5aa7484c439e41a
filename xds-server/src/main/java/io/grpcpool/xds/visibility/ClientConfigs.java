package io.grpcpool.xds.visibility;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.envoyproxy.envoy.admin.v3.UpdateFailureState;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.grpcpool.xds.ClientStatus;
import io.grpcpool.xds.Refusal;
import io.grpcpool.xds.ResourceStatus;
import io.grpcpool.xds.SyncState;
import io.grpcpool.xds.TypeStatus;
import java.time.Instant;

/** Immutable. Writes where a stream stands as the message of CSDS, without resources' contents. */
final class ClientConfigs {

  private ClientConfigs() {}

  static ClientConfig of(ClientStatus client) {
    ClientConfig.Builder config = ClientConfig.newBuilder().setNode(node(client));
    for (TypeStatus type : client.types()) {
      type.resources().forEach(r -> config.addGenericXdsConfigs(resource(type, r)));
    }
    return config.build();
  }

  private static Node node(ClientStatus client) {
    return Node.newBuilder()
        .setId(client.node())
        .setUserAgentName(client.view().implementation().label())
        .setUserAgentVersion(client.userAgentVersion())
        .setLocality(Locality.newBuilder().setZone(client.view().zone()))
        .build();
  }

  private static GenericXdsConfig resource(TypeStatus type, ResourceStatus resource) {
    GenericXdsConfig.Builder config =
        GenericXdsConfig.newBuilder()
            .setTypeUrl(type.type().typeUrl())
            .setName(resource.name())
            .setConfigStatus(configStatus(resource.state()))
            .setClientStatus(clientStatus(resource.state()));
    if (resource.ackedVersion() != null) {
      config.setVersionInfo(resource.ackedVersion());
    }
    if (type.ackedAt() != null) {
      config.setLastUpdated(timestamp(type.ackedAt()));
    }
    if (resource.refusal() != null) {
      config.setErrorState(failure(resource.refusal()));
    }
    return config.build();
  }

  private static UpdateFailureState failure(Refusal refusal) {
    return UpdateFailureState.newBuilder()
        .setDetails(refusal.message())
        .setVersionInfo(refusal.version())
        .setLastUpdateAttempt(timestamp(refusal.at()))
        .build();
  }

  /** What the server thinks of it. */
  private static ConfigStatus configStatus(SyncState state) {
    return switch (state) {
      case NOT_SENT, MISSING -> ConfigStatus.NOT_SENT;
      case SYNCED -> ConfigStatus.SYNCED;
      case STALE -> ConfigStatus.STALE;
      case ERROR -> ConfigStatus.ERROR;
    };
  }

  /** What the client has, as far as it told. */
  private static ClientResourceStatus clientStatus(SyncState state) {
    return switch (state) {
      case NOT_SENT, STALE -> ClientResourceStatus.REQUESTED;
      case MISSING -> ClientResourceStatus.DOES_NOT_EXIST;
      case SYNCED -> ClientResourceStatus.ACKED;
      case ERROR -> ClientResourceStatus.NACKED;
    };
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamps.fromMillis(at.toEpochMilli());
  }
}
