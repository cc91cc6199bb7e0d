package dev.xdpscope.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of text, two blanks between them. */
final class Table {
    /** A piece of text in a row. */
    record Cell(String text, Style style) {
        static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    private record Column(String header, boolean right) {}

    private static final int SHORTEST = 12;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private int flexible = -1;

    Table left(String header) {
        columns.add(new Column(header, false));
        return this;
    }

    Table right(String header) {
        columns.add(new Column(header, true));
        return this;
    }

    /** A left-aligned column that is cut where the table is too wide. */
    Table flexible(String header) {
        flexible = columns.size();
        return left(header);
    }

    void row(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The header, then a line for each row. */
    List<String> lines(Terminal terminal) {
        int[] widths = widths(terminal.width());
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(c -> new Cell(c.header, Style.HEADER)).toList(), widths, terminal));
        rows.forEach(row -> lines.add(line(row, widths, terminal)));
        return lines;
    }

    private int[] widths(int most) {
        int[] widths = new int[columns.size()];
        int all = -2;
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(columns.get(i).header.length(),
                    rows.stream().mapToInt(r -> r.get(column).text.length()).max().orElse(0));
            all += widths[i] + 2;
        }
        if (flexible >= 0 && all > most) {
            widths[flexible] = Math.max(SHORTEST, widths[flexible] - (all - most));
        }
        return widths;
    }

    private String line(List<Cell> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cut(Plain.line(cells.get(i).text), widths[i]);
            String padding = " ".repeat(widths[i] - text.length());
            String styled = terminal.styled(cells.get(i).style, text);
            boolean last = i == widths.length - 1;
            line.append(columns.get(i).right ? padding + styled : styled + (last ? "" : padding))
                    .append(last ? "" : "  ");
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
