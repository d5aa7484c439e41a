package io.grpcpool.cli;

import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.client.bootstrap.BootstrapBuilder;
import io.grpcpool.client.bootstrap.ChannelCreds;
import io.grpcpool.client.bootstrap.NodeLocality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool bootstrap}: the file that clients start from. */
@Command(
    name = "bootstrap",
    sortOptions = false,
    description = {
      "Writes an xDS bootstrap, which gRPC clients of every language read from the file that"
          + " GRPC_XDS_BOOTSTRAP names.",
      "Without --file it goes to standard output."
    },
    mixinStandardHelpOptions = true)
final class BootstrapCommand implements Callable<Integer> {
  @Option(
      names = "--xds-server",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:15010",
      description = "The control plane's xDS address (default: ${DEFAULT-VALUE}).")
  private String xdsServer = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Where to write it.")
  private @Nullable Path file;

  @Option(
      names = "--node-id",
      paramLabel = "ID",
      description = "What the control plane shows for this client.")
  private @Nullable String nodeId;

  @Option(
      names = "--node-cluster",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The group of clients that this one belongs to.")
  private String nodeCluster = "";

  @Option(names = "--region", defaultValue = "", description = "Where the client runs.")
  private String region = "";

  @Option(names = "--zone", defaultValue = "", description = "The zone within the region.")
  private String zone = "";

  @Option(
      names = "--metadata",
      paramLabel = "KEY=VALUE",
      description = "An entry of node.metadata; may be given several times.")
  private Map<String, String> metadata = new TreeMap<>();

  @Option(names = "--tls", description = "TLS to the control plane; without it plaintext.")
  private boolean tls;

  @Option(
      names = "--ca-file",
      paramLabel = "PEM",
      description = "The authorities that sign the control plane's certificate; implies --tls.")
  private @Nullable String caFile;

  @Option(names = "--cert-file", paramLabel = "PEM", description = "The client's certificate.")
  private @Nullable String certFile;

  @Option(names = "--key-file", paramLabel = "PEM", description = "The client's private key.")
  private @Nullable String keyFile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A bearer token that is read for every stream; implies --tls.")
  private @Nullable String tokenFile;

  @ArgGroup(
      validate = false,
      heading = "%nThe pool of Java clients, where the policy leaves it open:%n")
  private PoolOptions pool = new PoolOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Bootstrap bootstrap = bootstrap();
    if (file == null) {
      spec.commandLine().getOut().print(bootstrap.toJson());
      spec.commandLine().getOut().flush();
      return 0;
    }
    try {
      bootstrap.writeTo(file);
    } catch (IOException e) {
      throw new CliException("--file: cannot write " + file + ": " + e.getMessage());
    }
    spec.commandLine()
        .getErr()
        .println("wrote " + file + "; start clients with GRPC_XDS_BOOTSTRAP=" + file);
    return 0;
  }

  private Bootstrap bootstrap() {
    try {
      boolean secure = tls || caFile != null || certFile != null || tokenFile != null;
      BootstrapBuilder builder =
          Bootstrap.forServer(xdsServer)
              .nodeCluster(nodeCluster)
              .locality(new NodeLocality(region, zone, ""))
              .channelCreds(
                  new ChannelCreds(
                      secure ? "tls" : "insecure", caFile, certFile, keyFile, tokenFile))
              .poolDefaults(pool.section());
      if (nodeId != null) {
        builder.nodeId(nodeId);
      }
      metadata.forEach(builder::metadata);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    }
  }
}
