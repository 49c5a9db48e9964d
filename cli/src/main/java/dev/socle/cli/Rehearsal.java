package dev.socle.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs the common commands once, against each other and within this process, and shows nothing. The launcher records which
 * classes that takes, so that the JVM has them at hand when a command starts.
 */
final class Rehearsal {

    private static final long SECONDS_MAX = 20;
    private static final InputStream NOTHING = InputStream.nullInputStream();

    private Rehearsal() {}

    /** Runs each command once; failures and haste are no harm, as all that is lost is a quick start. */
    public static void main(String[] args) {
        CompletableFuture.runAsync(Rehearsal::rehearse)
                .exceptionally(failure -> null)
                .completeOnTimeout(null, SECONDS_MAX, TimeUnit.SECONDS)
                .join();
        System.exit(ExitCode.DONE);
    }

    private static void rehearse() {
        Stop stop = new Stop();
        String names = begin(stop, "names", "serve", "--listen", "tcp://127.0.0.1:0");
        String server = begin(stop, "serve", "tcp://127.0.0.1:0", "--names", names, "--name", "greeter");
        InputStream people = new ByteArrayInputStream("{\"name\":\"Ada\"}\n".getBytes(StandardCharsets.UTF_8));
        String person = "{\"name\":\"Ada\"}";
        run(NOTHING, "--version");
        run(NOTHING, "call", server, "greeter.greet", person);
        run(NOTHING, "call", server, "greeter.greet", "no JSON");
        run(NOTHING, "call", server, "--mime", "application/cbor", "greeter.greet", person);
        run(NOTHING, "stream", server, "greeter.greetMany", "{\"name\":\"Ada\",\"count\":3}");
        run(people, "channel", server, "greeter.chat");
        run(NOTHING, "send", server, "greeter.note", person);
        run(NOTHING, "inspect", server);
        run(NOTHING, "call", "--names", names, "name://greeter", "greeter.greet", person);
        run(NOTHING, "names", "ls", "--names", names);
        run(NOTHING, "names", "resolve", "--names", names, "greeter");
        stop.ask();
    }

    private static void run(InputStream in, String... args) {
        Cli.run(console(in, OutputStream.nullOutputStream(), new Stop()), args);
    }

    /** Begins a command that runs until it is stopped, and answers with the address that it listens at. */
    private static String begin(Stop stop, String... args) {
        FirstLine said = new FirstLine();
        Thread running = new Thread(() -> Cli.run(console(NOTHING, said, stop), args), "rehearsal");
        running.setDaemon(true);
        running.start();
        return said.line.join().split(" ", 4)[2];
    }

    /** Takes note of the first line. */
    private static final class FirstLine extends OutputStream {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private final CompletableFuture<String> line = new CompletableFuture<>();

        @Override
        public void write(int b) {
            if (b == '\n') {
                line.complete(begun.toString(StandardCharsets.UTF_8));
            } else {
                begun.write(b);
            }
        }
    }

    private static Console console(InputStream in, OutputStream out, Stop stop) {
        Output err = new Output(OutputStream.nullOutputStream());
        return new Console(in, new Output(out), err, Map.of(), stop, Ansi.OFF);
    }
}
