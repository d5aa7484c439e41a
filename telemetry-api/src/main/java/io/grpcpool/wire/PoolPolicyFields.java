package io.grpcpool.wire;

/**
 * Immutable. The names by which the control plane configures the client's pool policy.
 *
 * <p>A Cluster carries the settings as an {@code xds.type.v3.TypedStruct} of type {@link #TYPE_URL}
 * in {@code load_balancing_policy} (gRFC A52); a service config carries the same JSON under {@link
 * #POLICY_NAME}:
 *
 * <pre>{@code
 * {"connectionsPerEndpoint": {"initial": 1, "min": 1, "max": 8}, "idleTimeout": "1800s"}
 * }</pre>
 *
 * <p>Every field may be absent. A client ignores keys that it does not know and refuses (NACK)
 * values that it cannot use. Durations are the protobuf JSON form: decimal seconds followed by
 * {@code s}.
 */
public final class PoolPolicyFields {

  /** Name of the load-balancing policy, in service configs and in the client's registry. */
  public static final String POLICY_NAME = "grpcpool";

  /** Type URL of the TypedStruct; what follows the last slash is {@link #POLICY_NAME}. */
  public static final String TYPE_URL = "type.googleapis.com/" + POLICY_NAME;

  /** Object that holds {@link #INITIAL}, {@link #MIN} and {@link #MAX}. */
  public static final String CONNECTIONS_PER_ENDPOINT = "connectionsPerEndpoint";

  /** Connections opened when an endpoint is first used; a whole number. */
  public static final String INITIAL = "initial";

  /** Connections that idleness never closes; a whole number. */
  public static final String MIN = "min";

  /** Connections that load never exceeds; a whole number. */
  public static final String MAX = "max";

  /** Calls in flight per connection above which the pool grows; a whole number, absent: learned. */
  public static final String REQUESTS_PER_CONNECTION = "requestsPerConnection";

  /** Connections above those that load needs which an endpoint keeps; a whole number. */
  public static final String MAX_IDLE = "maxIdle";

  /** Time without a call after which a connection above the minimum is closed; a duration. */
  public static final String IDLE_TIMEOUT = "idleTimeout";

  /**
   * Time for which load must have been low before an endpoint gives up a connection, and the least
   * time between two; a duration.
   */
  public static final String SHRINK_AFTER = "shrinkAfter";

  /** Age at which a connection is replaced, give or take a tenth; a duration. */
  public static final String MAX_CONNECTION_AGE = "maxConnectionAge";

  /** Time that a dial may take until the server's first SETTINGS; a duration. */
  public static final String CONNECT_TIMEOUT = "connectTimeout";

  /** Time that a call waits in its channel's queue; a duration. */
  public static final String ACQUIRE_TIMEOUT = "acquireTimeout";

  /** Calls that wait in a channel's queue at a time; a whole number. */
  public static final String MAX_WAITING = "maxWaiting";

  /** Whether connections are open before the first call; true or false. */
  public static final String WARM_UP = "warmUp";

  /** Time in which an endpoint that joins a pool comes to its full share; a duration. */
  public static final String SLOW_START = "slowStart";

  /** Time for which an explicitly empty set of endpoints goes on being served; a duration. */
  public static final String DRAIN_GRACE = "drainGrace";

  /**
   * Object that holds {@link #ERROR_PERCENT}, {@link #MIN_REQUESTS}, {@link #WINDOW}, {@link
   * #OPEN_FOR} and {@link #PROBES}; absent: calls are sent whatever share of them fails.
   */
  public static final String CIRCUIT = "circuit";

  /** Share of failed calls at which no more are sent; a whole number, 1 to 100. */
  public static final String ERROR_PERCENT = "errorPercent";

  /** Fewest calls in the window that say anything; a whole number. */
  public static final String MIN_REQUESTS = "minRequests";

  /** How far back calls are looked at; a duration. */
  public static final String WINDOW = "window";

  /** How long no call is sent; a duration. */
  public static final String OPEN_FOR = "openFor";

  /** Calls that must succeed before all are sent again; a whole number. */
  public static final String PROBES = "probes";

  /**
   * Object that holds {@link #REQUESTS_PER_SECOND} and {@link #BURST}; absent: no limit. It holds
   * for a client process and the policy that the cluster belongs to, whichever of its clusters.
   */
  public static final String RATE_LIMIT = "rateLimit";

  /** Calls that are sent in the long run; a whole number. */
  public static final String REQUESTS_PER_SECOND = "requestsPerSecond";

  /** Calls that are sent at once after a pause; a whole number, absent: a tenth of the rate. */
  public static final String BURST = "burst";

  /** Object that holds {@link #SERVICE}; absent: servers are not asked for their health. */
  public static final String HEALTH_CHECK = "healthCheck";

  /** What servers are asked for by grpc.health.v1; text, empty: the server as a whole. */
  public static final String SERVICE = "service";

  /**
   * Whether a call fails, rather than wait, for which no connection has room; true or false,
   * absent: it waits.
   */
  public static final String FAIL_WHEN_FULL = "failWhenFull";

  /**
   * How an endpoint is chosen; an object with {@link #POLICY}, and {@link #METADATA} or {@link
   * #NAME} where that needs one. Absent: {@link #WEIGHTED_ROUND_ROBIN}.
   */
  public static final String LOAD_BALANCING = "loadBalancing";

  /** One of the four that follow; text. */
  public static final String POLICY = "policy";

  /** A {@link #POLICY}: in turn, by weight. */
  public static final String WEIGHTED_ROUND_ROBIN = "WeightedRoundRobin";

  /** A {@link #POLICY}: of two drawn by weight the one with fewer calls in flight. */
  public static final String LEAST_REQUEST = "LeastRequest";

  /** A {@link #POLICY}: by the hash of the value at {@link #METADATA}. */
  public static final String RING_HASH = "RingHash";

  /** A {@link #POLICY}: by the application's own way of the {@link #NAME}. */
  public static final String CUSTOM = "Custom";

  /** The metadata key whose value {@link #RING_HASH} hashes; text. */
  public static final String METADATA = "metadata";

  /** The name of the way that {@link #CUSTOM} means; text. */
  public static final String NAME = "name";

  /**
   * Key of the client's own section in an xDS bootstrap; its value has the shape of the policy's.
   */
  public static final String BOOTSTRAP_SECTION = "grpcpool";

  /**
   * Key in {@link #BOOTSTRAP_SECTION} alone: whether the process tells the control plane of its
   * pools; true or false, absent: true.
   */
  public static final String TELEMETRY = "telemetry";

  /**
   * Key in {@link #BOOTSTRAP_SECTION} alone: object that holds {@link #KEEP_ALIVE_TIME}, {@link
   * #KEEP_ALIVE_TIMEOUT} and {@link #MAX_INBOUND_MESSAGE_SIZE}, which xDS cannot push.
   */
  public static final String CHANNEL = "channel";

  /**
   * Time without a byte from the server after which a connection is asked for a sign; a duration.
   */
  public static final String KEEP_ALIVE_TIME = "keepAliveTime";

  /** Time without that sign after which the connection counts as dead; a duration. */
  public static final String KEEP_ALIVE_TIMEOUT = "keepAliveTimeout";

  /** Bytes that one answer may have; a whole number. */
  public static final String MAX_INBOUND_MESSAGE_SIZE = "maxInboundMessageSize";

  /** Key in {@code node.metadata} by which a client says that it has the pool policy. */
  public static final String NODE_METADATA_KEY = "pool_lb";

  /** Value of {@link #NODE_METADATA_KEY}: the version of the fields of this class. */
  public static final String NODE_METADATA_VALUE = "v1";

  private PoolPolicyFields() {}
}
