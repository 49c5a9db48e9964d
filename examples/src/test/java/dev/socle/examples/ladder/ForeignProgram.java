package dev.socle.examples.ladder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program in C or Perl, of those that come with the ladder, as a process. */
final class ForeignProgram implements AutoCloseable {

    private static final Path SOURCES = Path.of("").toAbsolutePath().resolve("src/main");

    private final Process process;

    private ForeignProgram(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Compiles a program; skips the test where there is no gcc. */
    static String compiled(Path folder, String program, String... sources) throws Exception {
        require("gcc");
        Path binary = folder.resolve(program);
        List<String> command = new ArrayList<>(List.of(
                "gcc",
                "-std=c11",
                "-D_POSIX_C_SOURCE=200809L",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                binary.toString()));
        for (String source : sources) {
            command.add(SOURCES.resolve("c").resolve(source).toString());
        }
        Process compiler = new ProcessBuilder(command).inheritIO().start();
        if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new AssertionError("gcc does not compile " + program);
        }
        return binary.toString();
    }

    /** The command of a script; skips the test where there is no Perl. */
    static List<String> perl(String script) {
        require("perl");
        return List.of("perl", SOURCES.resolve("perl").resolve(script).toString());
    }

    static ForeignProgram start(List<String> command) throws IOException {
        return new ForeignProgram(command);
    }

    /** What it prints to its end, of which it is told by the end of its input. */
    static String run(List<String> command, String input) throws Exception {
        try (ForeignProgram program = new ForeignProgram(command)) {
            program.process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            program.process.getOutputStream().close();
            String output = new String(program.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!program.process.waitFor(30, TimeUnit.SECONDS) || program.process.exitValue() != 0) {
                throw new AssertionError(command + " failed, having printed: " + output);
            }
            return output;
        }
    }

    /** Where it listens, as it prints first. */
    String listeningAt() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = Objects.requireNonNull(out.readLine(), "the program ended");
        return line.substring("listening at ".length());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void require(String program) {
        boolean isThere = false;
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            isThere |= new File(folder, program).canExecute();
        }
        assumeTrue(isThere, program + " is not installed");
    }
}
