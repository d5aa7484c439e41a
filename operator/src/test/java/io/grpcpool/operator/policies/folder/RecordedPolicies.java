package io.grpcpool.operator.policies.folder;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.planner.PolicyId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-safe. Notes what a policy source says, one word per call. */
public final class RecordedPolicies implements PolicyListener {

  public final List<String> events = new CopyOnWriteArrayList<>();
  public final List<PolicyDocument> documents = new CopyOnWriteArrayList<>();

  @Override
  public void remembered(PolicyDocument document) {
    events.add("remembered " + document.id() + " " + document.generation());
  }

  @Override
  public void observed(PolicyDocument document) {
    documents.add(document);
    events.add("observed " + document.id() + " " + document.generation());
  }

  @Override
  public void unreadable(PolicyId id, String problem) {
    events.add("unreadable " + id);
  }

  @Override
  public void deleted(PolicyId id) {
    events.add("deleted " + id);
  }

  @Override
  public void listed() {
    events.add("listed");
  }
}
