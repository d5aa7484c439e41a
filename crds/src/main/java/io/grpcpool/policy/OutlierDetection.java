package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. When a client leaves out an endpoint whose calls fail (gRFC A50).
 *
 * @param mode {@link #ON} or {@link #OFF}
 * @param failurePercentage the endpoint is left out when more of its calls fail
 * @param requestVolume fewest calls of an endpoint in an interval that say anything of it
 * @param minimumHosts fewest endpoints with that many calls for one of them to be left out
 * @param interval how often endpoints are judged
 * @param baseEjection for how long the first time, and as much longer each further time
 * @param maxEjectionPercent no further endpoint once so many are left out
 */
@DocumentPart
public record OutlierDetection(
    @Nullable String mode,
    @Nullable Integer failurePercentage,
    @Nullable Integer requestVolume,
    @Nullable Integer minimumHosts,
    @Nullable String interval,
    @Nullable String baseEjection,
    @Nullable Integer maxEjectionPercent) {

  /** Endpoints that fail are left out. */
  public static final String ON = "On";

  /** Nobody is left out, and turning it on later costs no connection. */
  public static final String OFF = "Off";

  /** The modes as the document writes them. */
  static final List<String> MODES = List.of(ON, OFF);
}
