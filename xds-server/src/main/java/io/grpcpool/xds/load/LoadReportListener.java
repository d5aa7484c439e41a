package io.grpcpool.xds.load;

/** Called on the threads that serve load report streams, several at a time; must not block. */
@FunctionalInterface
public interface LoadReportListener {

  /** A client reported. The reports of one stream come in order. */
  void reported(LoadReport report);
}
