package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Address;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Check;
import io.grpcpool.operator.discovery.consul.ConsulInstance.NamedPort;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Node;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Service;
import io.grpcpool.operator.discovery.consul.ConsulInstance.Weights;
import io.grpcpool.planner.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. Reads one instance from JSON. Missing, null and odd values are read as absent: one
 * strange registration must not hide the others.
 */
final class InstanceReader {

  private InstanceReader() {}

  static ConsulInstance read(JsonNode json) {
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : json.path("Checks")) {
      checks.add(check(check));
    }
    return new ConsulInstance(node(json.path("Node")), service(json.path("Service")), checks);
  }

  private static Check check(JsonNode json) {
    return new Check(
        text(json, "CheckID"),
        text(json, "Status"),
        text(json, "ServiceID"),
        text(json, "Type"),
        text(json, "Output").isEmpty(),
        text(json, "Interval"),
        text(json, "Timeout"),
        number(json, "CreateIndex", 0),
        number(json, "ModifyIndex", 0));
  }

  private static Node node(JsonNode json) {
    return new Node(
        text(json, "Node"),
        text(json, "Address"),
        text(json, "Datacenter"),
        texts(json.path("Meta")),
        locality(json),
        texts(json.path("TaggedAddresses")));
  }

  private static Service service(JsonNode json) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : json.path("Tags")) {
      if (tag.isTextual()) {
        tags.add(tag.textValue());
      }
    }
    return new Service(
        text(json, "ID"),
        text(json, "Kind"),
        text(json, "Address"),
        number(json, "Port", 0),
        ports(json),
        addresses(json.path("TaggedAddresses")),
        weights(json.path("Weights")),
        texts(json.path("Meta")),
        tags,
        locality(json));
  }

  private static List<NamedPort> ports(JsonNode json) {
    List<NamedPort> ports = new ArrayList<>();
    for (JsonNode port : json.path("Ports")) {
      boolean standard = port.path("Default").asBoolean(false);
      ports.add(new NamedPort(text(port, "Name"), number(port, "Port", 0), standard));
    }
    return ports;
  }

  private static Weights weights(JsonNode json) {
    long passing = weight(json, "Passing");
    long warning = weight(json, "Warning");
    // Consul's own catalogue turns 0/0 into 1/1 (agent/structs, Weights).
    return passing == 0 && warning == 0 ? Weights.DEFAULT : new Weights(passing, warning);
  }

  private static long weight(JsonNode json, String field) {
    long weight = number(json, field, 1);
    return weight < 0 ? 1 : weight;
  }

  private static Locality locality(JsonNode json) {
    JsonNode locality = json.path("Locality");
    return new Locality(text(locality, "Region"), text(locality, "Zone"), "");
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode value = entry.getValue();
      if (value.isValueNode() && !value.isNull()) {
        texts.put(entry.getKey(), value.asText());
      }
    }
    return texts;
  }

  private static Map<String, Address> addresses(JsonNode json) {
    Map<String, Address> addresses = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode value = entry.getValue();
      Address address = new Address(text(value, "Address"), number(value, "Port", 0));
      addresses.put(entry.getKey(), address);
    }
    return addresses;
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  private static long number(JsonNode json, String field, long otherwise) {
    JsonNode value = json.path(field);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asLong(otherwise);
  }
}
