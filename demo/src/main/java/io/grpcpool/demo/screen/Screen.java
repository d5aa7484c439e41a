package io.grpcpool.demo.screen;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Used by one thread; the ticker's thread only repeats the line that says what is waited for. The
 * demo's output: on a terminal a running clock, elsewhere one line per wait.
 */
public final class Screen {
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final long TICK_MILLIS = 100;

  private final PrintStream out;
  private final boolean live;
  private final ScheduledExecutorService ticker;

  /** Something that takes time. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws InterruptedException;
  }

  /**
   * @param out where to print
   * @param live whether a line may be written over, as on a terminal
   * @param ticker runs the clock of a live screen
   */
  public Screen(PrintStream out, boolean live, ScheduledExecutorService ticker) {
    this.out = out;
    this.live = live;
    this.ticker = ticker;
  }

  /** Prints a line, or several. */
  public void print(String text) {
    out.println(text);
    out.flush();
  }

  /** Does something and says so while it goes on, and how long it took. */
  public <T> T during(String what, Work<T> work) throws InterruptedException {
    long start = System.nanoTime();
    out.print("  " + what + " …");
    out.flush();
    ScheduledFuture<?> clock = live ? startClock(what, start) : null;
    try {
      T result = work.run();
      finish(clock, what, start, "");
      return result;
    } catch (RuntimeException | InterruptedException e) {
      finish(clock, what, start, "  ✗");
      throw e;
    }
  }

  private ScheduledFuture<?> startClock(String what, long start) {
    return ticker.scheduleAtFixedRate(
        () -> {
          synchronized (out) {
            out.print(ERASE_LINE + "  " + what + " … " + seconds(start));
            out.flush();
          }
        },
        TICK_MILLIS,
        TICK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private void finish(@Nullable ScheduledFuture<?> clock, String what, long start, String end) {
    synchronized (out) {
      if (clock != null) {
        clock.cancel(false);
        out.print(ERASE_LINE + "  " + what + " …");
      }
      out.println(" " + seconds(start) + end);
      out.flush();
    }
  }

  private static String seconds(long start) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }
}
