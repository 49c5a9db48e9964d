package dev.socle.examples.ladder;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they have to be. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    void row(List<?> cells) {
        rows.add(cells.stream().map(String::valueOf).toList());
    }

    void print(PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(padded(row.get(column), width(column))).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
