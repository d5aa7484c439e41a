package io.grpcpool.client.telemetry;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.PoolTelemetryGrpc;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the telemetry thread, on which what gRPC calls back is run, too. One stream to the
 * control plane.
 */
final class ReportStream implements ClientResponseObserver<ReportRequest, ReportResponse> {

  private final Executor thread;
  private final Consumer<ReportResponse> answered;
  private final Consumer<Status> ended;
  private @Nullable ClientCallStreamObserver<ReportRequest> requests;

  /**
   * @param thread the telemetry thread
   * @param answered told each response
   * @param ended told once how the stream ended
   */
  ReportStream(Executor thread, Consumer<ReportResponse> answered, Consumer<Status> ended) {
    this.thread = thread;
    this.answered = answered;
    this.ended = ended;
  }

  /** Opens the stream and says who is there. */
  void open(Channel channel, Client client) {
    PoolTelemetryGrpc.newStub(channel).report(this);
    send(ReportRequest.newBuilder().setClient(client).build());
  }

  void send(Report report) {
    send(ReportRequest.newBuilder().setReport(report).build());
  }

  private void send(ReportRequest request) {
    if (requests != null) {
      requests.onNext(request);
    }
  }

  /** Says that no report follows. */
  void finish() {
    if (requests != null) {
      requests.onCompleted();
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ReportRequest> stream) {
    requests = stream;
  }

  @Override
  public void onNext(ReportResponse response) {
    thread.execute(() -> answered.accept(response));
  }

  @Override
  public void onError(Throwable error) {
    thread.execute(() -> ended.accept(Status.fromThrowable(error)));
  }

  @Override
  public void onCompleted() {
    thread.execute(() -> ended.accept(Status.OK));
  }
}
