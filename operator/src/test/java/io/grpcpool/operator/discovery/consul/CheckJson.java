package io.grpcpool.operator.discovery.consul;

/**
 * Immutable. Builds checks as Consul 1.19 lists them with an instance.
 *
 * @param created the index of its registration
 */
record CheckJson(String id, String type, String status, String output, long created) {

  /** A heartbeat check that is passing and has never said more. */
  static CheckJson ttl() {
    return new CheckJson("c-ttl", "ttl", "passing", "", 21);
  }

  /** A check of that type that passed its last probe. */
  static CheckJson probe(String type) {
    return new CheckJson("c-" + type, type, "passing", "Success", 24);
  }

  CheckJson saying(String words) {
    return new CheckJson(id, type, status, words, created);
  }

  CheckJson critical(String words) {
    return new CheckJson(id, type, "critical", words, created);
  }

  /** As a restarted agent writes it: critical, and without a word. */
  CheckJson restarted() {
    return critical("");
  }

  CheckJson createdAt(long index) {
    return new CheckJson(id, type, status, output, index);
  }

  /** As JSON, with the check of the node that {@link #node} writes behind it. */
  String onNode(long seen) {
    return json() + "," + node("passing", seen);
  }

  /** With another check of the same instance. */
  String and(CheckJson other) {
    return json() + "," + other.json() + "," + node("passing", 19);
  }

  /** With its node's agent, which is away. */
  String onLostNode(long seen) {
    return json() + "," + node("critical", seen);
  }

  /**
   * On a node that nothing happened to.
   *
   * @return the JSON of both checks
   */
  String onNode() {
    return onNode(19);
  }

  private static String node(String status, long modified) {
    return """
        {"CheckID":"serfHealth","Type":"","Status":"%s","Output":"Agent","ServiceID":"",
         "CreateIndex":19,"ModifyIndex":%d}"""
        .formatted(status, modified);
  }

  private String json() {
    return """
        {"CheckID":"%s","Type":"%s","Status":"%s","Output":"%s","ServiceID":"a",
         "Interval":"%s","Timeout":"1s","CreateIndex":%d,"ModifyIndex":33}"""
        .formatted(id, type, status, output, type.equals("ttl") ? "" : "1s", created);
  }
}
