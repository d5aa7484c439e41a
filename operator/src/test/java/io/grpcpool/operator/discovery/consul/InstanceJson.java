package io.grpcpool.operator.discovery.consul;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Immutable. Builds instances as {@code /v1/health/service/:name} lists them. */
record InstanceJson(String id, String serviceAddress, String service, String checks) {

  /** A passing instance without a service address of its own. */
  static InstanceJson anInstance(String id) {
    return new InstanceJson(id, "\"Address\":\"10.0.0.1\",\"Port\":50051", "", check("passing"));
  }

  static String list(InstanceJson... instances) {
    return Arrays.stream(instances)
        .map(InstanceJson::json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  InstanceJson at(String address, long port) {
    String fields = "\"Address\":\"" + address + "\",\"Port\":" + port;
    return new InstanceJson(id, fields, service, checks);
  }

  /** Further fields of {@code Service}, as JSON. */
  InstanceJson having(String fields) {
    return new InstanceJson(id, serviceAddress, service + "," + fields, checks);
  }

  /** One check of the service in each of these states. */
  InstanceJson checked(String... states) {
    String all = Arrays.stream(states).map(InstanceJson::check).collect(Collectors.joining(","));
    return new InstanceJson(id, serviceAddress, service, all);
  }

  /** The checks as JSON objects, separated by commas. */
  InstanceJson withChecks(String json) {
    return new InstanceJson(id, serviceAddress, service, json);
  }

  String json() {
    return """
        {"Node":{"Node":"n1","Address":"10.9.9.9","Datacenter":"dc1"},
         "Service":{"ID":"%s","Service":"web",%s%s},
         "Checks":[%s]}"""
        .formatted(id, serviceAddress, service, checks);
  }

  private static String check(String status) {
    return "{\"CheckID\":\"c-%s\",\"Status\":\"%s\",\"ServiceID\":\"\"}".formatted(status, status);
  }
}
