package io.grpcpool.xds;

/** Called by one thread at a time, in the order of the publications; must not block. */
@FunctionalInterface
public interface PublicationListener {

  /** Something that is served changed. */
  void published(Publication publication);
}
