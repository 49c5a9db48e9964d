package dev.socle.benchmarks.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link Obedient} process, seen from the outside. It says what goes wrong itself, and ends with this process. */
final class Side implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-Xmx1g", "-Dsocle.loops=1", "-Dio.netty.leakDetection.level=disabled");

    private final String name;
    private final Process process;
    private final BufferedReader out;

    Side(Class<? extends Obedient> main) throws IOException {
        name = main.getSimpleName();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader();
    }

    /** Tells it to do something, and gives the line that it answers. */
    String ask(String command) throws IOException {
        return lines(command).get(0);
    }

    Used used() {
        try {
            return Used.parse(ask("used"));
        } catch (IOException e) {
            throw new IllegalStateException(name + " gives no figures", e);
        }
    }

    Histogram histogram() throws IOException {
        return Histogram.parse(lines("histogram"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private List<String> lines(String command) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = out.readLine();
            if (line == null) {
                throw new IOException(name + " has ended, asked to \"" + command + "\"");
            }
            lines.add(line);
        } while (!line.isEmpty() || lines.size() == 1);
        return lines;
    }
}
