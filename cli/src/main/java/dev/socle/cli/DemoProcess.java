package dev.socle.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another process of this command, and what it says. */
final class DemoProcess {

    private static final long PATIENCE_SECONDS = 20;
    private static final String END = "\0";

    private final Process process;
    private final String command;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();

    private DemoProcess(Process process, String command) {
        this.process = process;
        this.command = command;
    }

    /** Starts {@code socle} with arguments, on the same Java and the same class path. */
    static DemoProcess start(String... args) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agent") && !flag.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED"); // stands in the manifest, which -cp does not read
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            DemoProcess started = new DemoProcess(process, "socle " + String.join(" ", args));
            Thread reader = new Thread(started::read, "demo-reader");
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line that begins so, and answers with the word after the beginning. */
    String await(String beginning) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String line = said.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new DemoFailure("\"" + command + "\" did not say \"" + beginning + "\" but: " + heard);
            }
            heard.add(line);
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).split(" ", 2)[0];
            }
        }
    }

    /** Ends it without warning, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to end, as a terminal or a service manager does; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Makes sure that it is gone, whatever happened. */
    void end() {
        process.destroyForcibly();
    }

    private int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new DemoFailure("\"" + command + "\" did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            @Nullable String line;
            while ((line = reader.readLine()) != null) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        said.add(END);
    }
}
