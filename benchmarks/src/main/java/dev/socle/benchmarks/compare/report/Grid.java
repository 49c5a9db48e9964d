package dev.socle.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A result as rows of text, whatever draws them. Columns that no row has anything in are left out.
 *
 * @param head the names of the columns
 * @param rows as many cells each
 */
record Grid(List<String> head, List<List<String>> rows) {

    /** Socle is compared with these, where they take part. */
    private static final List<String> OTHERS = List.of("floor", "rsocket-java", "grpc-java", "rmi", "jdk-sockets");

    private static final List<Set<Figure>> COLUMNS = List.of(
            EnumSet.of(Figure.CLIENT_CPU, Figure.SERVER_CPU),
            EnumSet.of(Figure.CLIENT_BYTES, Figure.SERVER_BYTES),
            EnumSet.of(Figure.WIRE_BYTES),
            EnumSet.of(Figure.P50, Figure.P99, Figure.P999),
            EnumSet.of(Figure.HEAP),
            EnumSet.of(Figure.RATE));

    static Grid of(Result result) {
        List<String> others = OTHERS.stream()
                .filter(other -> result.spread(other, result.main()).isPresent())
                .toList();
        List<Set<Figure>> columns =
                COLUMNS.stream().filter(column -> isIn(column, result)).toList();
        List<String> head = Stream.of(
                        Stream.of("contestant", result.main().label() + ": median (min to max)"),
                        others.stream().map(other -> "× " + other),
                        columns.stream().map(Grid::label))
                .flatMap(labels -> labels)
                .toList();
        List<List<String>> rows = result.rows().stream()
                .map(row -> cells(result, row, others, columns))
                .toList();
        return new Grid(head, rows);
    }

    private static List<String> cells(Result result, Result.Row row, List<String> others, List<Set<Figure>> columns) {
        List<String> cells = new ArrayList<>();
        cells.add(row.contestant());
        Spread spread = row.figures().get(result.main());
        cells.add(spread == null ? Cell.of(Optional.empty()) : Cell.ofRange(spread));
        others.forEach(other -> cells.add(Cell.ofRatio(result.ratio(row, other))));
        for (Set<Figure> column : columns) {
            String separator = column.contains(Figure.P50) ? ", " : " + ";
            cells.add(String.join(
                    separator,
                    column.stream()
                            .map(figure ->
                                    Cell.of(Optional.ofNullable(row.figures().get(figure))
                                            .map(Spread::median)))
                            .toList()));
        }
        return cells;
    }

    private static boolean isIn(Set<Figure> column, Result result) {
        return !column.contains(result.main())
                && result.rows().stream().anyMatch(row -> column.stream().anyMatch(row.figures()::containsKey));
    }

    private static String label(Set<Figure> column) {
        if (column.contains(Figure.CLIENT_CPU)) {
            return "CPU µs a call, client + server";
        }
        if (column.contains(Figure.CLIENT_BYTES)) {
            return "heap bytes a call, client + server";
        }
        if (column.contains(Figure.P50)) {
            return "p50, p99, p99.9 µs";
        }
        return column.iterator().next().label();
    }
}
