package dev.socle.benchmarks.compare.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result as a Markdown table whose columns are aligned, for terminals and documents. */
public final class Table {

    private Table() {}

    /** The table with its title. */
    public static String of(Result result) {
        Grid grid = Grid.of(result);
        int[] widths = IntStream.range(0, grid.head().size())
                .map(column -> width(grid, column))
                .toArray();
        String line = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|\n"));
        return "**" + result.scenario() + "** " + result.title() + "\n\n" + row(grid.head(), widths) + line
                + grid.rows().stream().map(row -> row(row, widths)).collect(Collectors.joining());
    }

    private static int width(Grid grid, int column) {
        int widest = grid.rows().stream()
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
        return Math.max(widest, grid.head().get(column).length());
    }

    private static String row(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(
                        i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
