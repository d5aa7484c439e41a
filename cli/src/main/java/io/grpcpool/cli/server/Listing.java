package io.grpcpool.cli.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Immutable. A list that a control plane gives a page at a time.
 *
 * @param items as many as were asked for, at most
 * @param matching how many there are
 */
public record Listing(List<JsonObject> items, int matching) {
  private static final int LARGEST_PAGE = 1_000;

  /** Copies the items. */
  public Listing {
    items = List.copyOf(items);
  }

  /**
   * Reads pages until there are no more, or enough.
   *
   * @param path of the pages
   * @param field of a page that holds the items
   * @param filters the query without what pages need; empty values are left out
   * @param limit the most items
   * @throws CliException if the control plane does not answer or refuses a filter
   */
  public static Listing read(
      ControlPlane controlPlane,
      String path,
      String field,
      Map<String, String> filters,
      int limit) {
    List<JsonObject> items = new ArrayList<>();
    Map<String, String> query = new TreeMap<>(filters);
    JsonObject page;
    do {
      query.put("limit", String.valueOf(Math.min(LARGEST_PAGE, limit - items.size())));
      page = controlPlane.get(path + "?" + encoded(query));
      items.addAll(Fields.objects(page, field));
      query.put("after", next(page));
    } while (!next(page).isEmpty() && items.size() < limit);
    return new Listing(items, Math.max(items.size(), Fields.number(page, "matching")));
  }

  private static String next(JsonObject page) {
    return page.get("next") == null || page.get("next").isJsonNull()
        ? ""
        : page.get("next").getAsString();
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** All items as one array. */
  public JsonArray json() {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  /** A line that says that there are more; empty if there are not. */
  public String more(String what) {
    return items.size() < matching
        ? items.size() + " of " + matching + " " + what + "; --limit shows more\n"
        : "";
  }
}
