package io.grpcpool.planner.route;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What keeps calls from endpoints that fail, and too many calls from those that do not.
 *
 * @param outliers null: clients are not told of outlier detection at all
 */
public record ProtectionView(@Nullable OutlierView outliers) {

  /** A policy that asks for nothing of it. */
  public static final ProtectionView NONE = new ProtectionView(null);
}
