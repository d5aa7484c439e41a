package io.grpcpool.bench.xds.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Confined to the main thread, but for paced changes. The process of a server under measurement: it
 * takes an order per line and answers {@code ok} and a number when it has done it. It ends when its
 * input does.
 */
public final class PeerMain {

  private final Peer peer;
  private int services;
  private int endpoints;
  private int sharedEndpoints;

  private PeerMain(Peer peer) {
    this.peer = peer;
  }

  /**
   * Runs a server.
   *
   * @param args the {@link PeerKind}, the folder of the certificate, and whether all streams are
   *     admitted at once
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Peer peer =
        PeerKind.valueOf(args[0])
            .start(ServerCertificate.in(Path.of(args[1])), Boolean.parseBoolean(args[2]))) {
      System.out.println("ready " + peer.plaintextPort() + " " + peer.tlsPort());
      PeerMain orders = new PeerMain(peer);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println("ok " + orders.obey(line.split(" ")));
      }
    }
  }

  private long obey(String[] order) throws InterruptedException {
    return switch (order[0]) {
      case "serve" -> serve(number(order, 1), number(order, 2), number(order, 3));
      case "share" -> change(ServiceNames.SHARED, sharedEndpoints);
      case "change" -> change(ServiceNames.ofNumber(number(order, 1)), endpoints);
      case "pace" -> pace(number(order, 1), number(order, 2));
      case "heap" -> heap();
      default -> throw new IllegalArgumentException("unknown order " + String.join(" ", order));
    };
  }

  private static int number(String[] order, int position) {
    return Integer.parseInt(order[position]);
  }

  private long serve(int serviceCount, int endpointsEach, int ofShared) {
    services = serviceCount;
    endpoints = endpointsEach;
    sharedEndpoints = ofShared;
    peer.serve(Assignments.of(services, endpoints, 1));
    peer.change(Assignments.of(ServiceNames.SHARED, ofShared, 1));
    return services;
  }

  private long change(String service, int count) {
    long stamp = System.nanoTime();
    peer.change(Assignments.of(service, count, stamp));
    return stamp;
  }

  /** Changes one service after another; answers how many changes it got done in the time. */
  private long pace(int perSecond, int millis) throws InterruptedException {
    AtomicInteger changes = new AtomicInteger();
    ScheduledThreadPoolExecutor pace = new ScheduledThreadPoolExecutor(1);
    pace.scheduleAtFixedRate(
        () -> change(ServiceNames.ofNumber(changes.getAndIncrement() % services), endpoints),
        0,
        TimeUnit.SECONDS.toNanos(1) / perSecond,
        TimeUnit.NANOSECONDS);
    if (!pace.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      pace.shutdown();
      if (!pace.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a change took more than a minute");
      }
    }
    return changes.get();
  }

  /** Bytes of the heap that are in use after a collection. */
  private static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
