package io.grpcpool.policy;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;

/**
 * Not thread-safe, as every object of the Kubernetes client: treat one that comes from a cache as
 * immutable. One policy, as it is stored in the cluster or in a file. Its spec is what the user
 * wants, its status what is served.
 */
@Group(GrpcPoolPolicy.GROUP)
@Version(GrpcPoolPolicy.VERSION)
@Kind(GrpcPoolPolicy.KIND)
@Singular("grpcpoolpolicy")
@Plural("grpcpoolpolicies")
@ShortNames("gpp")
@Categories({"all", "grpc"})
public class GrpcPoolPolicy extends CustomResource<GrpcPoolPolicySpec, GrpcPoolPolicyStatus>
    implements Namespaced {

  public static final String GROUP = "grpcpool.io";
  public static final String VERSION = "v1alpha1";
  public static final String API_VERSION = GROUP + "/" + VERSION;
  public static final String KIND = "GrpcPoolPolicy";

  /** The namespace of a policy in a file that names none. */
  public static final String DEFAULT_NAMESPACE = "default";

  private static final long serialVersionUID = 1L;
}
