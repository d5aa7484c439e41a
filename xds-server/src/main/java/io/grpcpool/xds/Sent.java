package io.grpcpool.xds;

import java.util.List;

/**
 * Immutable. A response that its client has not answered yet.
 *
 * @param nonce its nonce
 * @param version its version
 * @param contents what it said of each name; a name that is not served was left out of it
 * @param pushedAt the time of the publication that it delivers, of the monotonic clock; {@link
 *     TypeState#NOT_PUSHED} where it only answers a request
 */
record Sent(String nonce, String version, List<Content> contents, long pushedAt) {

  /** Immutable. What one response said of one name. */
  record Content(Subscription subscription, EncodedResource resource) {}

  void acknowledge() {
    contents.forEach(content -> content.subscription().acknowledged(content.resource()));
  }

  /** Which of the resources the client means is in its words alone, so all of them are suspect. */
  void refuse(Refusal refusal) {
    contents.forEach(content -> content.subscription().refused(content.resource(), refusal));
  }
}
