package io.grpcpool.xds;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The views that a variant of a resource is for. The most exact selector wins: both,
 * then the implementation alone, then the zone alone, then {@link #ANY}.
 *
 * @param implementation the implementation it is for; null: all
 * @param zone the client zone it is for; null: all
 */
public record ViewSelector(@Nullable ClientImplementation implementation, @Nullable String zone) {

  /** Every view. */
  public static final ViewSelector ANY = new ViewSelector(null, null);

  /** The clients of one implementation, wherever they are. */
  public static ViewSelector of(ClientImplementation implementation) {
    return new ViewSelector(implementation, null);
  }

  /** The clients of one zone, whatever their implementation. */
  public static ViewSelector of(String zone) {
    return new ViewSelector(null, zone);
  }
}
