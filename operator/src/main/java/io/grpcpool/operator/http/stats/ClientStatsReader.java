package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.ClientStats;
import io.grpcpool.operator.http.stats.Stats.TypeStats;
import io.grpcpool.xds.ClientStatus;
import io.grpcpool.xds.TypeStatus;
import java.util.List;

/** Thread-safe: stateless. Reads streams as what {@code /stats} and {@code syncz} show. */
public final class ClientStatsReader {

  private ClientStatsReader() {}

  /** One entry per stream, in the order given. */
  public static List<ClientStats> read(List<ClientStatus> clients) {
    return clients.stream().map(ClientStatsReader::client).toList();
  }

  private static ClientStats client(ClientStatus client) {
    return new ClientStats(
        client.stream(),
        client.node(),
        client.view().implementation().label(),
        client.peer(),
        client.connectedSince().toString(),
        client.types().stream().map(ClientStatsReader::type).toList());
  }

  private static TypeStats type(TypeStatus type) {
    return new TypeStats(
        type.type().label(),
        type.names(),
        type.missing(),
        type.sentVersion(),
        type.ackedVersion(),
        type.state().name(),
        type.error());
  }
}
