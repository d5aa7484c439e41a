package io.grpcpool.operator.discovery.consul;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Confined to the source's thread. The polls of one datacenter, its probe and its names. */
final class Datacenter {
  private final String name;
  private final ConsulReads reads;
  private final Timing timing;
  private final HealthFanIn fanIn;
  private final CatalogWatch catalog;
  private final DatacenterProbe probe;
  private final Map<String, ServicePoll> polls = new TreeMap<>();

  Datacenter(String name, ConsulReads reads, Timing timing, PollSlots slots) {
    this.name = name;
    this.reads = reads;
    this.timing = timing;
    this.fanIn = new HealthFanIn(name, reads, timing, slots);
    this.catalog = new CatalogWatch(name, reads, timing);
    this.probe =
        new DatacenterProbe(reads, timing, catalog, () -> List.copyOf(polls.values()).stream());
    probe.start();
  }

  void join(String service, ServiceAudience.Listener listener) {
    ServicePoll poll = polls.get(service);
    if (poll == null) {
      poll = new ServicePoll(new ServiceKey(service, name), reads, timing, fanIn, catalog);
      polls.put(service, poll);
      poll.datacenter(probe.doubt());
    }
    poll.add(listener);
  }

  /** True when nothing of the datacenter is watched any more: then it is closed. */
  boolean leave(String service, ServiceAudience.Listener listener) {
    ServicePoll poll = polls.get(service);
    if (poll != null && poll.remove(listener)) {
      polls.remove(service);
    }
    if (!polls.isEmpty()) {
      return false;
    }
    close();
    return true;
  }

  void close() {
    polls.values().forEach(ServicePoll::close);
    polls.clear();
    fanIn.close();
    probe.close();
    catalog.close();
  }
}
