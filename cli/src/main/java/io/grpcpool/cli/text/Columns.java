package io.grpcpool.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Confined to one thread. Lines of cells, each column as wide as its widest cell. */
public final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final String alignments;
  private final String indent;

  /**
   * Columns without rows yet.
   *
   * @param alignments one letter per column: {@code r} for right, anything else for left
   * @param indent what each line begins with
   */
  public Columns(String alignments, String indent) {
    this.alignments = alignments;
    this.indent = indent;
  }

  /**
   * Adds a line; it may have fewer cells than there are columns. What controls a terminal becomes a
   * blank, as clients choose what some cells hold.
   */
  public Columns row(String... cells) {
    rows.add(Stream.of(cells).map(Columns::plain).toList());
    return this;
  }

  private static String plain(String cell) {
    return cell.replaceAll("\\p{Cntrl}", " ");
  }

  /** The lines, each ended by a line break, without blanks at their ends. */
  public String render() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(padded(row.get(column), column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String padded(String cell, int column) {
    int width =
        rows.stream()
            .filter(row -> row.size() > column)
            .mapToInt(row -> row.get(column).length())
            .max()
            .orElse(0);
    String blanks = " ".repeat(width - cell.length());
    return alignments.charAt(column) == 'r' ? blanks + cell : cell + blanks;
  }
}
