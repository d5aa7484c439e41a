/**
 * What the client saw, and whether it is what a policy asks for: calls, shares, moments of change.
 */
@NullMarked
package io.grpcpool.demo.measure;

import org.jspecify.annotations.NullMarked;
