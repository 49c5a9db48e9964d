package dev.socle.examples.ladder;

import dev.socle.examples.ladder.step.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step in its place.
 *
 * @param number from 1; the last one is there once for each transport
 */
record Rung(int number, Step step) {

    /** The step's page in the project at that path. */
    String page(Path project) throws IOException {
        return Files.readString(project.resolve(String.format("docs/ladder/%02d-%s.md", number, step.name())));
    }

    long sourceLines(Path project) throws IOException {
        return SourceLines.of(project.resolve("examples/src/main/java/dev/socle/examples/ladder/" + step.name()));
    }
}
