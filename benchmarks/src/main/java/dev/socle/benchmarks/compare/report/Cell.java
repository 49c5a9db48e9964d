package dev.socle.benchmarks.compare.report;

import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them: three digits that matter. */
final class Cell {

    private static final String NOTHING = "–";

    private Cell() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (size >= 1e7) {
            return format(value / 1e6, " M");
        }
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.2f M", value / 1e6);
        }
        if (size >= 1e4) {
            return format(value / 1e3, " k");
        }
        return format(value, "");
    }

    static String of(Optional<Double> value) {
        return value.map(Cell::of).orElse(NOTHING);
    }

    static String ofRange(Spread spread) {
        return of(spread.median()) + " (" + of(spread.min()) + " to " + of(spread.max()) + ")";
    }

    /** A ratio, always with two digits behind the point. */
    static String ofRatio(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse(NOTHING);
    }

    private static String format(double value, String unit) {
        double size = Math.abs(value);
        String number = size >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
        return number + unit;
    }
}
