package dev.socle.benchmarks.compare.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as one HTML page that needs nothing else. */
final class Page {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Socle and its peers</title>
            <style>
            :root { --ink: #1c2430; --paper: #ffffff; --soft: #66707f; --line: #dfe4ea; --own: #eaf2ff }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e8ecf2; --paper: #14181e; --soft: #9aa5b4; --line: #333c48; --own: #1b2a41 }
            }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
              max-width: 1000px; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem }
            svg { width: 100%; height: auto; margin: 1rem 0 }
            .scroll { overflow-x: auto }
            table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; white-space: nowrap }
            th, td { text-align: right; padding: .25rem .7rem; border-bottom: 1px solid var(--line) }
            th:first-child, td:first-child { text-align: left; padding-left: .3rem }
            th { font-weight: 500; color: var(--soft) }
            tr.own { background: var(--own) }
            .soft, footer { color: var(--soft); font-size: .85rem }
            </style>
            <h1>Socle and its peers, side by side</h1>
            <p class="soft">Medians over the rounds, with least and most. × is how many times as good a row is as that
            contestant, by the first figure. Ratios within one run travel between machines; absolute figures do not, and
            differences under 15 % count as none.</p>
            """;

    private Page() {}

    static String of(Report report) {
        String tables = report.results().stream().map(Page::section).collect(Collectors.joining());
        String setting = report.setting().lines().stream()
                .map(line -> "<div>" + escape(line) + "</div>\n")
                .collect(Collectors.joining());
        return HEAD + Chart.of(report.results()) + tables + "<h2>Setting</h2>\n<footer>\n" + setting
                + "</footer>\n</html>\n";
    }

    private static String section(Result result) {
        Grid grid = Grid.of(result);
        return "<h2>" + escape(result.scenario() + "  " + result.title()) + "</h2>\n<div class=\"scroll\"><table>\n"
                + row(grid.head(), "th")
                + grid.rows().stream().map(row -> row(row, "td")).collect(Collectors.joining())
                + "</table></div>\n";
    }

    private static String row(List<String> cells, String tag) {
        String kind = cells.get(0).startsWith("socle") ? "<tr class=\"own\">" : "<tr>";
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", kind, "</tr>\n"));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
