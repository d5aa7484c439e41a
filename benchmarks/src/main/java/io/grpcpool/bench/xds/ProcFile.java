package io.grpcpool.bench.xds;

/** Stateless. Reads what the kernel says of a process (proc(5)). */
final class ProcFile {

  /** {@code USER_HZ}, which is 100 on every architecture that Linux runs Java on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields 14 and 15 of the line, counted after the command, which may hold spaces. */
  private static final int USER_TIME = 11;

  private static final int KIB = 1024;

  private ProcFile() {}

  /** User and system time of {@code /proc/PID/stat}, in seconds. */
  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  /** {@code VmRSS} of {@code /proc/PID/status}, in bytes. */
  static long residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no VmRSS in " + status));
  }
}
