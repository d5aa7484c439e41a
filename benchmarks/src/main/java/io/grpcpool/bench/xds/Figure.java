package io.grpcpool.bench.xds;

/** Immutable. What is measured, in the order of the table. */
enum Figure {
  HELD("concurrent TLS streams held and served", "10,000", "%,.0f"),
  HELD_TARGETED("targeted push among those streams, p99, ms", "≤ 20", "%.1f"),
  HEAP("heap per stream, KiB", "≤ 16", "%.1f"),
  RESIDENT("resident memory per idle plaintext stream, KiB", "≤ 24", "%.1f"),
  SENDS("responses for the change of a service with 20 subscribers", "20", "%,.1f"),
  TARGETED("targeted push, 20 subscribers, plaintext, p99, ms", "≤ 20, warm ≤ 5", "%,.1f"),
  TARGETED_CPU("CPU of that change, ms", "≤ 2", "%,.2f"),
  SHARED("1,000 endpoints to all clients, plaintext, p99, s", "≤ 0.6", "%.2f"),
  SHARED_CPU("CPU of that push, core·s", "≤ 0.4", "%.2f"),
  SHARED_TLS("1,000 endpoints to all clients, TLS, p99, s", "≤ 2", "%.2f"),
  SHARED_TLS_CPU("CPU of that push, core·s", "≤ 1", "%.2f"),
  RATE_DONE("500 changes/s × 20 subscribers, plaintext: changes/s got done", "500", "%,.0f"),
  RATE_CPU("share of a core", "≤ 55 %", "%.1f %%"),
  RATE("p99, ms", "≤ 250", "%,.1f"),
  RATE_TLS_DONE("the same with TLS: changes/s got done", "500", "%,.0f"),
  RATE_TLS_CPU("share of a core", "≤ 75 %", "%.1f %%"),
  RATE_TLS("p99, ms", "≤ 250", "%,.1f"),
  REFUSALS("responses to one client that refuses one version for 5 s", "1", "%,.0f"),
  RECONNECT("all TLS clients connect at once: until each is served, s", "≤ 15", "%.1f"),
  OTHERS("targeted push to 20 others meanwhile, p99, ms", "≤ 100", "%,.1f"),
  TABLE("table of 50,000 endpoints, MB", "≤ 50", "%.1f"),
  START("process start until 50,000 endpoints are served, s", "≤ 20", "%.1f"),
  IDLE("idle CPU, share of a core", "≤ 3 %", "%.2f %%"),
  REPORTS("load report streams, each 10 s, 5 clusters: share of a core", "≤ 15 %", "%.1f %%");

  private final String title;
  private final String aim;
  private final String format;

  Figure(String title, String aim, String format) {
    this.title = title;
    this.aim = aim;
    this.format = format;
  }

  String title() {
    return title;
  }

  String aim() {
    return aim;
  }

  String format() {
    return format;
  }
}
