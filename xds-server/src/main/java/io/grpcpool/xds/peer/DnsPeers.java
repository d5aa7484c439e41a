package io.grpcpool.xds.peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Thread-safe. The replicas behind one name, such as a headless Service, each address one of them.
 *
 * @param name all their certificates are for it
 * @param port of each of them
 */
public record DnsPeers(String name, int port) implements PeerDiscovery {

  @Override
  public Set<PeerAddress> find() throws UnknownHostException {
    return Stream.of(InetAddress.getAllByName(name))
        .map(address -> new PeerAddress(address.getHostAddress(), port, name))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }
}
