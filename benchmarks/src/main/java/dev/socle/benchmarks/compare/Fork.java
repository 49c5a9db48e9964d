package dev.socle.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A {@link Child} in a JVM of its own, seen from the outside. All get the same flags. */
final class Fork implements AutoCloseable {

    /** What every JVM is told, whatever else it is asked for. */
    static final List<String> FLAGS = List.of(
            "-XX:+UseG1GC",
            "-Xms1g",
            "-Xmx1g",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled",
            "-Dsocle.loops=1");

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final int LAST_LINES = 20;
    /** Those that live, so that none outlives this process. */
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly), "end-children"));
    }

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final Thread errorReader;
    private final Deque<String> lastLines = new ArrayDeque<>();

    /**
     * Starts it.
     *
     * @param name as errors call it
     * @param flags of its JVM
     */
    Fork(String name, List<String> flags, String... arguments) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).start();
        LIVING.add(process);
        out = process.inputReader();
        errorReader = new Thread(() -> keepLastLines(process.getErrorStream()), "errors of " + name);
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /** Tells it to do something; its answer comes with {@link #answer}. */
    void tell(String command) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            in.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    String answer() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw ended();
            }
            return line;
        } catch (IOException e) {
            throw ended();
        }
    }

    String ask(String command) {
        tell(command);
        return answer();
    }

    Sample sample() {
        return Sample.parse(ask("sample"));
    }

    /** All its threads run on the first CPU from now on, where the system can do that. */
    void bindToOneCpu() throws IOException, InterruptedException {
        if (Files.isExecutable(TASKSET)) {
            new ProcessBuilder(TASKSET.toString(), "-acp", "0", Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        LIVING.remove(process);
    }

    /** Why nothing more comes of it, in its own last words. */
    private RunFailure ended() {
        String code = "?";
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                code = Integer.toString(process.exitValue());
            }
            errorReader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            return new RunFailure(name + " has ended with exit code " + code + "; its last lines:\n  "
                    + String.join("\n  ", lastLines));
        }
    }

    private void keepLastLines(InputStream errors) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > LAST_LINES) {
                        lastLines.remove();
                    }
                }
            }
        } catch (IOException e) {
            // It was ended: nobody asks for its words.
        }
    }
}
