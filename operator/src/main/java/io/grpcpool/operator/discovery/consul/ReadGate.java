package io.grpcpool.operator.discovery.consul;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. Lets a few plain reads go at a time, in the order in which they
 * were asked for: five hundred policies at the start, or a node that fails with all its services,
 * would else take every connection that Consul grants this address.
 */
final class ReadGate {
  private final int limit;
  private final Set<Ticket<?>> waiting = new LinkedHashSet<>();
  private int underWay;

  ReadGate(int limit) {
    this.limit = limit;
  }

  /** Sends a request; its answer goes to the consumer that it is given. */
  interface Sending<T> {
    ConsulCall<T> send(Consumer<ConsulReply<T>> done);
  }

  /** Sends now or later. */
  <T> Pending read(Sending<T> sending, Consumer<ConsulReply<T>> done) {
    Ticket<T> ticket = new Ticket<>(sending, done);
    waiting.add(ticket);
    next();
    return ticket;
  }

  private void next() {
    Iterator<Ticket<?>> first = waiting.iterator();
    while (underWay < limit && first.hasNext()) {
      Ticket<?> ticket = first.next();
      first.remove();
      underWay++;
      ticket.send();
    }
  }

  private void ended() {
    underWay--;
    next();
  }

  private final class Ticket<T> implements Pending {
    private final Sending<T> sending;
    private final Consumer<ConsulReply<T>> done;
    private @Nullable ConsulCall<T> call;

    Ticket(Sending<T> sending, Consumer<ConsulReply<T>> done) {
      this.sending = sending;
      this.done = done;
    }

    void send() {
      call = sending.send(this::answered);
    }

    private void answered(ConsulReply<T> reply) {
      call = null;
      ended();
      done.accept(reply);
    }

    @Override
    public void cancel() {
      waiting.remove(this);
      ConsulCall<T> sent = call;
      if (sent != null) {
        call = null;
        sent.cancel();
        ended();
      }
    }
  }
}
