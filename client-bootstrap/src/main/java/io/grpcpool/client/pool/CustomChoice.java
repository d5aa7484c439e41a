package io.grpcpool.client.pool;

import io.grpcpool.client.choice.ChoosableEndpoint;
import io.grpcpool.client.choice.EndpointChooserProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. The application's own way to choose, looked for once
 * under each name.
 */
final class CustomChoice {

  private static final Logger LOG = Logger.getLogger(CustomChoice.class.getName());

  private String sought = "";
  private @Nullable EndpointChooserProvider found;

  /**
   * The order that the application's way of this name gives; null where there is none, or it fails,
   * which is logged.
   */
  @Nullable EndpointOrder order(
      String name, List<EndpointView> usable, SmoothWeightedRoundRobin otherwise) {
    if (!sought.equals(name)) {
      sought = name;
      found = find(name);
    }
    return found == null ? null : order(found, usable, otherwise);
  }

  private static @Nullable EndpointOrder order(
      EndpointChooserProvider provider,
      List<EndpointView> usable,
      SmoothWeightedRoundRobin otherwise) {
    List<ChoosableEndpoint> endpoints =
        usable.stream()
            .map(view -> new ChoosableEndpoint(view.address(), view.weight(), view::inFlight))
            .toList();
    try {
      return new ChosenOrder(
          provider.name(), provider.chooser(endpoints), endpoints.size(), otherwise);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.WARNING,
          "endpoint chooser \"" + provider.name() + "\" failed; endpoints are chosen by weight",
          e);
      return null;
    }
  }

  private static @Nullable EndpointChooserProvider find(String name) {
    try {
      for (EndpointChooserProvider provider : ServiceLoader.load(EndpointChooserProvider.class)) {
        if (provider.name().equals(name)) {
          return provider;
        }
      }
      LOG.log(
          Level.WARNING,
          "no EndpointChooserProvider is named \"{0}\"; endpoints are chosen by weight",
          name);
    } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
      LOG.log(
          Level.WARNING, "endpoint choosers cannot be loaded; endpoints are chosen by weight", e);
    }
    return null;
  }
}
