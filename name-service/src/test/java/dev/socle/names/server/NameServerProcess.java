package dev.socle.names.server;

import dev.socle.transport.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A name server in a process of its own, which a test may kill. */
final class NameServerProcess implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final Address address;

    private NameServerProcess(Process process, Address address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a name server; port 0 for any, a folder or "-" for none. Returns when it listens. */
    static NameServerProcess start(int port, String folder) {
        Process process = launch(port, folder);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.startsWith(READY)) {
                    return new NameServerProcess(process, Address.parse(line.substring(READY.length())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.destroyForcibly();
        throw new AssertionError("The name server did not start");
    }

    /** What a name server says that does not start. */
    static String refusal(String folder) throws IOException, InterruptedException {
        Process process = launch(0, folder);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String said = out.lines().takeWhile(line -> !line.startsWith(READY)).collect(Collectors.joining("\n"));
            return process.waitFor() + ": " + said;
        } finally {
            process.destroyForcibly();
        }
    }

    Address address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Kill -9; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        kill();
    }

    private static Process launch(int port, String folder) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                NameServerProcess.class.getName(),
                Integer.toString(port),
                folder);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process: serves until it is killed, or until whoever started it is gone. */
    public static void main(String[] args) throws Exception {
        NameServerOptions options = NameServerOptions.defaults()
                .withListen(Address.of("tcp", "127.0.0.1", Integer.parseInt(args[0])))
                .withDataFolder(args[1].equals("-") ? null : Path.of(args[1]))
                .withLimits(NameServerLimits.defaults()
                        .withTtl(Duration.ofMillis(100), Duration.ofMinutes(5))
                        .withPerConnection(1_000_000, 1_000));
        NameServer server;
        try {
            server = NameServer.start(options).block();
        } catch (StoreException e) {
            System.out.println(e.getMessage());
            System.exit(3);
            return;
        }
        System.out.println(READY + server.address());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        new CountDownLatch(1).await();
    }
}
