package io.grpcpool.cli.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * Immutable. Reads an answer's fields leniently, so that a newer or older control plane still gives
 * a table: what is missing is a dash, zero or empty.
 */
public final class Fields {
  private Fields() {}

  /** A text or number as text; a dash if it is not there. */
  public static String text(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null || !value.isJsonPrimitive() || value.getAsString().isEmpty()) {
      return "–";
    }
    return value.getAsString();
  }

  /** A whole number; 0 if it is not there. */
  public static int number(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
        ? value.getAsInt()
        : 0;
  }

  /** A truth; false if it is not there. */
  public static boolean flag(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }

  /** An object; an empty one if it is not there. */
  public static JsonObject object(JsonObject object, String field) {
    return object.get(field) instanceof JsonObject found ? found : new JsonObject();
  }

  /** The objects of an array; none if it is not there. */
  public static List<JsonObject> objects(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null || !value.isJsonArray()) {
      return List.of();
    }
    return value.getAsJsonArray().asList().stream()
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** The texts of an array; none if it is not there. */
  public static List<String> texts(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value == null || !value.isJsonArray()
        ? List.of()
        : value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  /** The texts of an array, with commas between; a dash if there is none. */
  public static String joined(JsonObject object, String field) {
    List<String> texts = texts(object, field);
    return texts.isEmpty() ? "–" : String.join(", ", texts);
  }
}
