package dev.socle.benchmarks.compare.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

        /** The median of a figure, or null. */
        @Nullable
        Double median(Figure figure) {
            Spread spread = figures.get(figure);
            return spread == null ? null : spread.median();
        }
    }

    /** The median of a figure of a contestant, if it was measured. */
    public Optional<Double> median(String contestant, Figure figure) {
        return rows.stream()
                .filter(row -> row.contestant().equals(contestant))
                .findFirst()
                .map(row -> row.median(figure));
    }

    /** How many times as good a row is as a contestant, by the main figure. */
    Optional<Double> ratio(Row row, String contestant) {
        Double own = row.median(main);
        return own == null ? Optional.empty() : median(contestant, main).map(other -> main.ratio(own, other));
    }
}
