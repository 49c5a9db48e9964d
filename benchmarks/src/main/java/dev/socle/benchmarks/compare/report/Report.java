package dev.socle.benchmarks.compare.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole run.
 *
 * @param setting where and how it was measured
 * @param results one for each scenario
 */
public record Report(Setting setting, List<Result> results) {

    public Report {
        results = List.copyOf(results);
    }

    /** Writes the chart, the page and the raw figures into a folder, which is made if it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("compare.svg"), Chart.of(results));
        Files.writeString(folder.resolve("compare.html"), Page.of(this));
        Files.writeString(
                folder.resolve("compare.json"),
                JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(this)
                        + "\n");
    }
}
