package io.grpcpool.demo.consul;

import java.util.List;

/** Immutable. An instance in the catalogue with the checks that are about it. */
record ServiceInstance(
    ServiceRegistration registration, long createIndex, long modifyIndex, List<CheckState> checks) {
  ServiceInstance {
    checks = List.copyOf(checks);
  }

  boolean passing() {
    return checks.stream().allMatch(check -> check.status() == CheckStatus.PASSING);
  }
}
