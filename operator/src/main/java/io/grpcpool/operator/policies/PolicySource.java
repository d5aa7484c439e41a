package io.grpcpool.operator.policies;

import java.util.SortedMap;

/**
 * Thread-safe. A source of policies. What it cannot read, or cannot reach, it never reports as
 * deleted.
 */
public interface PolicySource extends AutoCloseable {

  /** Starts to watch; called once. Returns at once, also where the source cannot be reached. */
  void start(PolicyListener listener);

  /** What cannot be read at present, by file or object, each with the reason. */
  SortedMap<String, String> problems();

  @Override
  void close();
}
