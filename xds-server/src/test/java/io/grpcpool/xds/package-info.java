/**
 * The server's rules, each shown by scripted and by real clients on loopback sockets.
 *
 * <p>Where each rule is shown: R1, R2, R3, R5, R6, R8, R11, R12 and R14 in {@link
 * SubscriptionRulesTest}; R4, R7, R9, R10 and R13 in {@link AnswerRulesTest}, by methods that begin
 * with the rule; R4 and R10 also over many versions in {@link RefusingClientTest}. R15, the keeper
 * route, is a matter of what is compiled: the planner's and the operator's tests show it. What is
 * removed and restored, and weights that flip, are in {@link RestoredResourcesTest}; the order of
 * make before break in {@link PublisherOrderTest}; one response per subscriber in {@link
 * TargetedPushTest}.
 */
@NullMarked
package io.grpcpool.xds;

import org.jspecify.annotations.NullMarked;
