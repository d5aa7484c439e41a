/**
 * Pure planning: what a policy, the endpoints of its service and a time become. Nothing in here has
 * a clock, a log, a thread or a client.
 */
@NullMarked
package io.grpcpool.planner;

import org.jspecify.annotations.NullMarked;
