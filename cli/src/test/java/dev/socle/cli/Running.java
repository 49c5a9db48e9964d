package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command that runs within this process until it is stopped, and the lines that it prints meanwhile. */
final class Running implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Stop stop = new Stop();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private Running() {}

    static Running socle(String... args) {
        return socle(InputStream.nullInputStream(), args);
    }

    static Running socle(InputStream in, String... args) {
        Running running = new Running();
        Console console = Ran.console(in, running.new Lines(), running.err, Map.of(), running.stop);
        Thread thread = new Thread(() -> running.exitCode.complete(Cli.run(console, args)), "running");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    /** The next line on standard output. */
    String line() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line; standard error: %s", err()).isNotNull();
        return line;
    }

    /** The address that the next line names: of {@code listening on ADDRESS}. */
    String address() throws InterruptedException {
        String line = line();
        assertThat(line).startsWith("listening on ");
        return line.split(" ", -1)[2];
    }

    boolean isSilent() {
        return lines.isEmpty();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Asks it to end, as a signal does. */
    Running stop() {
        assertThat(stop.ask()).as("listens to signals").isTrue();
        return this;
    }

    int exitCode() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        stop.ask();
        exitCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) throws IOException {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
