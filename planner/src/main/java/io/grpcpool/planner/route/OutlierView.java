package io.grpcpool.planner.route;

import java.time.Duration;

/**
 * Immutable. When a client leaves out an endpoint whose calls fail (gRFC A50).
 *
 * @param acts false: clients are told of it and leave out nobody
 * @param failurePercentage the endpoint is left out when more of its calls fail, 1 to 99
 * @param requestVolume fewest calls of an endpoint in an interval that say anything of it
 * @param minimumHosts fewest endpoints with that many calls for one of them to be left out
 * @param interval how often endpoints are judged
 * @param baseEjection for how long the first time, and as much longer each further time
 * @param maxEjectionPercent no further endpoint once so many are left out, 1 to 100
 */
public record OutlierView(
    boolean acts,
    int failurePercentage,
    int requestVolume,
    int minimumHosts,
    Duration interval,
    Duration baseEjection,
    int maxEjectionPercent) {}
