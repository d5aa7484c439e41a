package io.grpcpool.xds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A part of the streams that a {@link ClientQuery} asks for.
 *
 * @param clients the streams, by their numbers
 * @param matching how many streams match, on whatever page
 * @param next what to begin the next page after; null on the last
 */
public record ClientPage(List<ClientStatus> clients, int matching, @Nullable Long next) {

  static final ClientPage EMPTY = new ClientPage(List.of(), 0, null);

  /** Copies the list. */
  public ClientPage {
    clients = List.copyOf(clients);
  }

  /** Keeps one more than fits, which tells whether there is a next page. */
  ClientPage merge(ClientPage other, int limit) {
    List<ClientStatus> first =
        Stream.concat(clients.stream(), other.clients.stream())
            .sorted(Comparator.comparing(ClientStatus::stream))
            .limit(limit + 1L)
            .toList();
    return new ClientPage(first, matching + other.matching, null);
  }

  ClientPage cutTo(int limit) {
    return clients.size() <= limit
        ? this
        : new ClientPage(clients.subList(0, limit), matching, clients.get(limit - 1).stream());
  }
}
