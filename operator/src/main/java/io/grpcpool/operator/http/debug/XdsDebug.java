package io.grpcpool.operator.http.debug;

import io.grpcpool.operator.http.debug.DebugPages.ClientsPage;
import io.grpcpool.operator.http.debug.DebugPages.PushesPage;
import io.grpcpool.operator.http.debug.DebugPages.ResourcesPage;
import io.grpcpool.operator.http.debug.DebugPages.SyncPage;
import io.grpcpool.operator.http.stats.ClientStatsReader;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.xds.ClientPage;
import io.grpcpool.xds.ClientQuery;
import io.grpcpool.xds.ResourcePage;
import io.grpcpool.xds.ResourceQuery;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.visibility.PushLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thread-safe. Reads the pages of {@code /debug/xds/…} from the streams themselves, at the moment
 * of each request.
 */
public final class XdsDebug {

  private final XdsServer server;
  private final PushLog pushes;
  private final Reports reports;

  /** A reader of these. */
  public XdsDebug(XdsServer server, PushLog pushes, Reports reports) {
    this.server = server;
    this.pushes = pushes;
    this.reports = reports;
  }

  SyncPage syncz(DebugQuery query) {
    ClientPage page = page(query);
    return new SyncPage(ClientStatsReader.read(page.clients()), page.matching(), page.next());
  }

  ClientsPage clients(DebugQuery query) {
    ClientPage page = page(query);
    return new ClientsPage(
        page.clients().stream().map(DebugPageReader::client).toList(),
        page.matching(),
        page.next());
  }

  ResourcesPage resources(DebugQuery query) {
    ResourcePage page =
        server.resources(new ResourceQuery(names(query), query.after(), query.limit()));
    return new ResourcesPage(
        page.resources().stream().map(DebugPageReader::resource).toList(),
        page.matching(),
        page.next());
  }

  PushesPage pushes(DebugQuery query) {
    Set<String> policies =
        policies(query).stream().map(report -> report.id().toString()).collect(Collectors.toSet());
    return new PushesPage(
        pushes.latest().stream()
            .filter(push -> policies.isEmpty() || policies.contains(push.cause().policy()))
            .limit(query.limit())
            .map(DebugPageReader::push)
            .toList());
  }

  private ClientPage page(DebugQuery query) {
    ClientQuery asked =
        new ClientQuery(
            id -> id.contains(query.node()),
            names(query),
            query.nacked(),
            query.afterStream(),
            query.limit());
    return server.clients(asked).join();
  }

  /** The names of the resources that are asked for; none: all. */
  private Set<String> names(DebugQuery query) {
    Set<String> names = new HashSet<>();
    if (!query.name().isEmpty()) {
      names.add(query.name());
    }
    for (PolicyReport report : policies(query)) {
      names.add(report.id().toString());
      if (report.served() != null) {
        names.addAll(report.served().listeners());
      }
    }
    return names;
  }

  /** The policies that are asked for by name; none where none is. */
  private List<PolicyReport> policies(DebugQuery query) {
    if (query.service().isEmpty()) {
      return List.of();
    }
    List<PolicyReport> found =
        reports.all().stream().filter(report -> isCalled(report, query.service())).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("service: no policy is called \"" + query.service() + '"');
    }
    return found;
  }

  /** Whether a policy goes by this: namespace/name, name, or a name that clients dial. */
  private static boolean isCalled(PolicyReport report, String service) {
    return report.id().toString().equals(service)
        || report.id().name().equals(service)
        || (report.served() != null && report.served().listeners().contains(service));
  }
}
