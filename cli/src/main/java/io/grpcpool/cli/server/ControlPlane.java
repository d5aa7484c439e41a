package io.grpcpool.cli.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpcpool.cli.CliException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Thread-safe: the JDK client's own. Asks a control plane over HTTP. */
public final class ControlPlane {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final String url;

  private ControlPlane(String url) {
    this.url = url;
  }

  /**
   * The control plane at a URL; {@code HOST:PORT} alone means {@code http://HOST:PORT}.
   *
   * @throws CliException if the text is no such URL
   */
  public static ControlPlane at(String text) {
    String url = text.contains("://") ? text : "http://" + text;
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    if (!base.matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new CliException("--server: \"" + text + "\"; allowed: http://HOST:PORT");
    }
    return new ControlPlane(base);
  }

  /** An answer: its status and its body, which is an object of JSON. */
  public record Answer(int status, JsonObject body) {}

  /** Where it is. */
  public String url() {
    return url;
  }

  /**
   * Asks for a path that answers with 200.
   *
   * @throws CliException if nobody answers, or with something else
   */
  public JsonObject get(String path) {
    Answer answer = ask(path);
    String error = Fields.text(answer.body(), "error");
    if (answer.status() == BAD_REQUEST && !error.equals("–")) {
      throw new CliException("the control plane at " + url + " refuses: " + error);
    }
    if (answer.status() != OK) {
      throw new CliException(url + path + " answers with HTTP status " + answer.status());
    }
    return answer.body();
  }

  /**
   * Asks for a path, whatever the status of the answer.
   *
   * @throws CliException if nobody answers, or not in JSON
   */
  public Answer ask(String path) {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(
          "the control plane does not answer at "
              + url
              + "; is it running? (--server URL or GRPCPOOL_SERVER says where it is)");
    } catch (JsonParseException | IllegalStateException e) {
      throw new CliException("what answers at " + url + " is not a Grpcpool control plane");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted");
    }
  }
}
