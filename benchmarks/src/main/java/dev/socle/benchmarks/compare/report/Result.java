package dev.socle.benchmarks.compare.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one scenario gave.
 *
 * @param scenario its letter
 * @param title what was done
 * @param main the figure that says who is ahead
 * @param rows one for each contestant, in the order of the table
 */
public record Result(String scenario, String title, Figure main, List<Row> rows) {

    public Result {
        rows = List.copyOf(rows);
    }

    /** One contestant; figures that do not apply are missing. */
    public record Row(String contestant, Map<Figure, Spread> figures) {

        public Row {
            figures = Map.copyOf(figures);
        }
    }

    /** What the rounds gave for a figure of a contestant, if it was measured. */
    public Optional<Spread> spread(String contestant, Figure figure) {
        return rows.stream()
                .filter(row -> row.contestant().equals(contestant))
                .findFirst()
                .map(row -> row.figures().get(figure));
    }

    /**
     * How many times as good a row is as a contestant, by the main figure: the median of what each round says, as the two were
     * measured within seconds of each other there.
     */
    Optional<Double> ratio(Row row, String contestant) {
        Spread own = row.figures().get(main);
        return own == null ? Optional.empty() : spread(contestant, main).map(other -> ratio(own, other));
    }

    private double ratio(Spread own, Spread other) {
        return Spread.of(IntStream.range(0, own.rounds().size())
                        .mapToObj(i ->
                                main.ratio(own.rounds().get(i), other.rounds().get(i)))
                        .toList())
                .median();
    }
}
