package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.Fields;
import io.grpcpool.cli.text.Columns;
import java.util.List;
import java.util.Set;

/** Immutable. The tables of {@code grpcpool xds}. */
final class XdsTables {
  private static final int VERSION_LENGTH = 12;

  private XdsTables() {}

  static Columns clients(List<JsonObject> clients) {
    Columns columns =
        new Columns("lllllll", "")
            .row("NODE", "TYPE", "NAME", "STATUS", "SENT", "ACKNOWLEDGED", "REFUSAL");
    for (JsonObject client : clients) {
      for (JsonObject type : Fields.objects(client, "types")) {
        for (JsonObject resource : Fields.objects(type, "resources")) {
          columns.row(
              Fields.text(client, "node"),
              Fields.text(type, "type"),
              Fields.text(resource, "name"),
              Fields.text(resource, "status"),
              version(Fields.text(resource, "sentVersion")),
              version(Fields.text(resource, "ackedVersion")),
              Fields.text(Fields.object(resource, "refusal"), "message"));
        }
      }
    }
    return columns;
  }

  static Columns resources(List<JsonObject> resources) {
    Columns columns =
        new Columns("lllrrrr", "")
            .row("TYPE", "NAME", "VERSION", "BYTES", "CLIENTS", "ACKNOWLEDGED", "REFUSED");
    for (JsonObject resource : resources) {
      columns.row(
          Fields.text(resource, "type"),
          Fields.text(resource, "name"),
          versions(Fields.joined(resource, "versions")),
          Fields.text(resource, "bytes"),
          Fields.text(resource, "subscribers"),
          Fields.text(resource, "acknowledged"),
          Fields.text(resource, "refused"));
    }
    return columns;
  }

  static Columns pushes(List<JsonObject> pushes) {
    Columns columns =
        new Columns("rllrrrlr", "")
            .row("PUSH", "AT", "POLICY", "GENERATION", "RESOURCES", "CLIENTS", "STATE", "LAST ACK");
    for (JsonObject push : pushes) {
      String millis = Fields.text(push, "lastAcknowledgementMillis");
      columns.row(
          Fields.text(push, "number"),
          seconds(Fields.text(push, "at")),
          Fields.text(push, "policy"),
          Fields.text(push, "generation"),
          changed(push),
          Fields.text(push, "streams"),
          Fields.text(push, "state"),
          millis.equals("–") ? millis : millis + " ms");
    }
    return columns;
  }

  /** A time without what is below a second. */
  static String seconds(String time) {
    return time.replaceFirst("\\.\\d+Z$", "Z");
  }

  /** The one that changed, or how many. */
  private static String changed(JsonObject push) {
    Set<String> names = Fields.object(push, "versions").keySet();
    return names.size() == 1 ? names.iterator().next() : Fields.text(push, "resources");
  }

  private static String versions(String joined) {
    String[] versions = joined.split(", ");
    String first = version(versions[0]);
    return versions.length == 1 ? first : first + " +" + (versions.length - 1);
  }

  private static String version(String version) {
    return version.length() <= VERSION_LENGTH ? version : version.substring(0, VERSION_LENGTH);
  }
}
