package dev.socle.benchmarks.compare.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The main figures as bars, one panel for each scenario, with the span of the rounds as a line. */
final class Chart {

    private static final int WIDTH = 920;
    private static final int PANEL_WIDTH = 440;
    private static final int COLUMN = PANEL_WIDTH + 40;
    private static final int TITLE_HEIGHT = 34;
    private static final int BAR_HEIGHT = 20;
    private static final int GAP = 6;
    private static final int LABEL_WIDTH = 100;
    private static final int VALUE_WIDTH = 150;
    private static final int BAR_WIDTH = PANEL_WIDTH - LABEL_WIDTH - VALUE_WIDTH;
    private static final int TITLE_LENGTH_MAX = 66;

    /** Works alone and within a page: it brings both sets of colours. */
    private static final String STYLE = """
            <style>
            svg { --ink: #1c2430; --soft: #66707f; --line: #1c2430; --bar: #b3bdca; --own: #1f6feb; --floor: #dfe4ea }
            @media (prefers-color-scheme: dark) {
              svg { --ink: #e8ecf2; --soft: #9aa5b4; --line: #f4f6f9; --bar: #56616f; --own: #4c94ff; --floor: #39424e }
            }
            text { font: 12px system-ui, sans-serif; fill: var(--ink) }
            .title { font-weight: 600 } .soft { fill: var(--soft) }
            .bar { fill: var(--bar) } .own { fill: var(--own) } .floor { fill: var(--floor) }
            .span { stroke: var(--line); stroke-width: 1.5 }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final int[] filled = new int[2];

    private Chart() {}

    static String of(List<Result> results) {
        Chart chart = new Chart();
        results.forEach(chart::panel);
        int height = Math.max(chart.filled[0], chart.filled[1]) + GAP;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" aria-label=\"Main figures of each scenario\">\n" + STYLE + chart.svg + "</svg>\n";
    }

    /** Into the shorter of the two columns. */
    private void panel(Result result) {
        int column = filled[0] <= filled[1] ? 0 : 1;
        int left = column * COLUMN;
        int top = filled[column];
        String title = result.scenario() + "  " + result.title();
        text(left, top + 14, "title", title.length() > TITLE_LENGTH_MAX ? cut(title) : title);
        text(left, top + 28, "soft", result.main().label() + (result.main() == Figure.RATE ? "" : ", less is better"));
        double most = result.rows().stream()
                .map(row -> row.figures().get(result.main()))
                .filter(spread -> spread != null)
                .mapToDouble(Spread::max)
                .max()
                .orElse(1);
        int y = top + TITLE_HEIGHT;
        for (Result.Row row : result.rows()) {
            bar(left, y, row, result, most);
            y += BAR_HEIGHT + GAP;
        }
        filled[column] = y + BAR_HEIGHT;
    }

    private void bar(int left, int y, Result.Row row, Result result, double most) {
        Spread spread = row.figures().get(result.main());
        int middle = y + BAR_HEIGHT / 2;
        text(left, middle + 4, "", row.contestant());
        int start = left + LABEL_WIDTH;
        if (spread == null) {
            text(start, middle + 4, "soft", Cell.of(Optional.empty()));
            return;
        }
        String kind =
                row.contestant().startsWith("socle") ? "own" : row.contestant().equals("floor") ? "floor" : "bar";
        line(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                kind, start, y, Math.max(1, spread.median() / most * BAR_WIDTH), BAR_HEIGHT);
        line(
                "<line class=\"span\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                start + spread.min() / most * BAR_WIDTH, start + spread.max() / most * BAR_WIDTH, middle, middle);
        Optional<Double> ratio = row.contestant().equals("floor") ? Optional.empty() : result.ratio(row, "floor");
        text(
                start + BAR_WIDTH + 8,
                middle + 4,
                "",
                Cell.of(spread.median())
                        + ratio.map(r -> "  (" + Cell.ofRatio(Optional.of(r)) + " of floor)")
                                .orElse(""));
    }

    private static String cut(String title) {
        return title.substring(0, TITLE_LENGTH_MAX - 1) + "…";
    }

    private void text(int x, int y, String kind, String text) {
        line("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", kind, x, y, Page.escape(text));
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
