package io.grpcpool.demo.consul;

/** Immutable. What is known of a check: its last result and the catalogue index of that result. */
record CheckState(
    String checkId,
    String name,
    String serviceId,
    String type,
    CheckStatus status,
    String notes,
    String output,
    long createIndex,
    long modifyIndex) {

  CheckState with(CheckStatus newStatus, String newOutput, long index) {
    return new CheckState(
        checkId, name, serviceId, type, newStatus, notes, newOutput, createIndex, index);
  }
}
