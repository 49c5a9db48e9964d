package dev.socle.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Child} in a JVM of its own, seen from the outside. All get the same flags. */
final class Fork implements AutoCloseable {

    /** The last two say the same to Socle and to Reactor Netty: one event loop. */
    static final List<String> FLAGS = List.of(
            "-XX:+UseG1GC",
            "-Xms1g",
            "-Xmx1g",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dsocle.loops=1",
            "-Dreactor.netty.ioWorkerCount=1");

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final BufferedReader out;

    Fork(boolean isOnOneCpu, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isOnOneCpu && Files.isExecutable(TASKSET)) {
            command.addAll(List.of(TASKSET.toString(), "-c", "0"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader();
    }

    String readLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("a process has ended too early; its own words stand above");
        }
        return line;
    }

    Sample sample() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
        return Sample.parse(readLine());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
