package io.grpcpool.operator.http.debug;

import io.grpcpool.operator.http.debug.DebugPages.Client;
import io.grpcpool.operator.http.debug.DebugPages.Name;
import io.grpcpool.operator.http.debug.DebugPages.PushPage;
import io.grpcpool.operator.http.debug.DebugPages.RefusalPage;
import io.grpcpool.operator.http.debug.DebugPages.Resource;
import io.grpcpool.operator.http.debug.DebugPages.Type;
import io.grpcpool.xds.ClientStatus;
import io.grpcpool.xds.Refusal;
import io.grpcpool.xds.ResourceStatus;
import io.grpcpool.xds.ServedStatus;
import io.grpcpool.xds.TypeStatus;
import io.grpcpool.xds.visibility.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Writes what the xDS server tells as the documents of the pages. */
final class DebugPageReader {

  private DebugPageReader() {}

  static Client client(ClientStatus client) {
    return new Client(
        client.stream(),
        client.node(),
        client.view().implementation().label(),
        client.userAgentVersion(),
        client.view().zone(),
        client.peer(),
        client.identity(),
        client.connectedSince().toString(),
        client.types().stream().map(DebugPageReader::type).toList());
  }

  private static Type type(TypeStatus type) {
    return new Type(
        type.type().label(),
        type.state().name(),
        type.sentVersion(),
        text(type.sentAt()),
        type.ackedVersion(),
        text(type.ackedAt()),
        type.resources().stream().map(DebugPageReader::name).toList());
  }

  private static Name name(ResourceStatus resource) {
    Refusal refusal = resource.refusal();
    return new Name(
        resource.name(),
        resource.state().name(),
        resource.sentVersion(),
        resource.ackedVersion(),
        refusal == null ? null : refusal(refusal));
  }

  private static RefusalPage refusal(Refusal refusal) {
    return new RefusalPage(
        refusal.node(), refusal.version(), refusal.message(), refusal.at().toString());
  }

  static Resource resource(ServedStatus resource) {
    return new Resource(
        resource.key().type().label(),
        resource.key().name(),
        resource.versions(),
        resource.bytes(),
        resource.acknowledgements().subscribers(),
        resource.acknowledgements().acknowledged(),
        resource.acknowledgements().refused(),
        resource.acknowledgements().refusals().stream().map(DebugPageReader::refusal).toList());
  }

  static PushPage push(Push push) {
    Map<String, List<String>> versions = new TreeMap<>();
    push.versions().forEach((key, version) -> versions.put(key.toString(), version));
    Duration last = push.lastAcknowledgement();
    return new PushPage(
        push.number(),
        push.at().toString(),
        push.cause().policy(),
        push.cause().generation(),
        versions,
        push.resources(),
        push.streams(),
        push.state().name(),
        last == null ? null : last.toMillis());
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
