package io.grpcpool.xds.load;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by its own lock, as gRPC delivers reports on one thread while another may
 * end the stream. A stream on which a client reports, and which either side ends once.
 *
 * @param <Q> what the client says
 * @param <R> what it is answered
 */
public abstract class ReportingStream<Q, R> implements StreamObserver<Q> {

  private static final Logger LOG = LoggerFactory.getLogger(ReportingStream.class);

  private final StreamObserver<R> responses;
  private boolean over;

  /** An open stream. */
  protected ReportingStream(StreamObserver<R> responses) {
    this.responses = responses;
  }

  /** Called once, under the lock, when the stream is over. */
  protected abstract void ended();

  /** Whether it has ended. */
  protected final synchronized boolean isOver() {
    return over;
  }

  /** Says something to the client, if it is still there. */
  protected final synchronized void answer(R response) {
    if (!over) {
      responses.onNext(response);
    }
  }

  @Override
  public final void onError(Throwable t) {
    LOG.debug("{} broke: {}", this, t.toString());
    end();
  }

  @Override
  public final synchronized void onCompleted() {
    if (end()) {
      responses.onCompleted();
    }
  }

  /** Ends the stream from this side. */
  public final synchronized void close(Status status) {
    if (end()) {
      responses.onError(status.asRuntimeException());
    }
  }

  private synchronized boolean end() {
    if (over) {
      return false;
    }
    over = true;
    ended();
    return true;
  }
}
