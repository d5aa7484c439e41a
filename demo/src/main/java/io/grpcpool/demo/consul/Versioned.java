package io.grpcpool.demo.consul;

/** Immutable. A view of the catalogue and the index that a blocking query continues from. */
record Versioned<T>(long index, T value) {}
