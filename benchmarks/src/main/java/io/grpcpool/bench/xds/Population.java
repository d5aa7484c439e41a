package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.ServiceNames;
import io.grpcpool.bench.xds.wire.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Confined to the benchmark's thread, but for what connections call back. The clients of one
 * server: each subscribes to the shared service and to {@value #OWN} others.
 */
final class Population {

  /** With 5,000 clients and 500 services each service has 20 subscribers. */
  static final int OWN = 2;

  /** How many connections may be under way where nothing else is said. */
  private static final int UNDER_WAY = 200;

  private static final int PATIENCE_SECONDS = 180;

  private final Connector connector;
  private final int port;
  private final Arrivals arrivals;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final AtomicInteger served = new AtomicInteger();

  Population(Connector connector, int port, Arrivals arrivals) {
    this.connector = connector;
    this.port = port;
    this.arrivals = arrivals;
  }

  /** Connects clients one after another; returns when each has its first response. */
  void grow(int clients, int services) throws InterruptedException {
    grow(clients, services, UNDER_WAY);
  }

  /**
   * Connects clients.
   *
   * @param underWay how many may be without a response at a time
   */
  void grow(int clients, int services, int underWay) throws InterruptedException {
    Semaphore slots = new Semaphore(underWay);
    for (int i = 0; i < clients; i++) {
      acquire(slots, 1);
      int number = subscribers.size();
      List<String> names = new ArrayList<>(List.of(ServiceNames.SHARED));
      for (int own = 0; own < OWN; own++) {
        names.add(ServiceNames.ofNumber((OWN * number + own) % services));
      }
      connect("client-" + number, names, false, slots);
    }
    acquire(slots, underWay);
  }

  /** Connects one client that refuses all that it gets of the shared service. */
  void addRefusing() throws InterruptedException {
    Semaphore slots = new Semaphore(0);
    connect("refusing", List.of(ServiceNames.SHARED), true, slots);
    acquire(slots, 1);
  }

  private void connect(String node, List<String> names, boolean refuses, Semaphore slots) {
    Subscriber subscriber =
        new Subscriber(
            node,
            names,
            refuses,
            arrivals,
            () -> {
              served.incrementAndGet();
              slots.release();
            },
            System::nanoTime);
    subscribers.add(subscriber);
    connector.connect(port, Subscriber.PATH, subscriber);
  }

  private void acquire(Semaphore slots, int count) throws InterruptedException {
    if (!slots.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "of " + subscribers.size() + " clients only " + served + " have a response");
    }
  }

  /** How many clients have had a response. */
  int served() {
    return served.get();
  }

  /** Closes every connection. */
  void leave() {
    connector.run(() -> subscribers.forEach(Subscriber::abort));
  }
}
