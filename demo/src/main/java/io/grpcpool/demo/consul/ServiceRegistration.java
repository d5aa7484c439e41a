package io.grpcpool.demo.consul;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Immutable. One instance as its server registered it; an empty address is the node's own. */
record ServiceRegistration(
    String id,
    String name,
    String address,
    int port,
    List<String> tags,
    Map<String, String> meta,
    Weights weights) {
  ServiceRegistration {
    tags = List.copyOf(tags);
    meta = Collections.unmodifiableMap(new TreeMap<>(meta));
  }
}
