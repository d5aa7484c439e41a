package io.grpcpool.demo.measure;

/**
 * Immutable. How many connections the client's pool keeps to one endpoint.
 *
 * @param cluster the xDS cluster that the endpoint belongs to
 * @param endpoint {@code IP:PORT}
 * @param connections connections that are open and take calls
 */
public record EndpointConnections(String cluster, String endpoint, int connections) {}
