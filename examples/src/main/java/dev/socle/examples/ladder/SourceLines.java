package dev.socle.examples.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts the lines of a step's package that say something: no empty ones, comments, imports or package names. */
final class SourceLines {

    private static final List<String> SILENT = List.of("//", "/*", "*", "import ", "package ");

    private SourceLines() {}

    static long of(Path sources) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("package-info.java")) {
                    lines += ofFile(file);
                }
            }
        }
        return lines;
    }

    private static long ofFile(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && SILENT.stream().noneMatch(line::startsWith))
                    .count();
        }
    }
}
