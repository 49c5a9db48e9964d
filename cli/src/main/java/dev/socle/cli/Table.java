package dev.socle.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand below each other. */
final class Table {

    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        row(heads);
    }

    /** Adds a row; what comes from elsewhere cannot steer the terminal. */
    void row(String... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = ErrorReport.printable(cells[i]);
        }
        rows.add(row);
    }

    void print(Output out) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            out.line(line.toString().stripTrailing());
        }
    }
}
