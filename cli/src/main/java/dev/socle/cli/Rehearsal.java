package dev.socle.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs the common commands once, against each other and within this process, and shows nothing. The launcher records which
 * classes that takes, so that the JVM has them at hand when a command starts.
 */
final class Rehearsal {

    private static final InputStream NOTHING = InputStream.nullInputStream();

    private Rehearsal() {}

    /** Runs each command once; a failure is no reason to stop, as all that is lost is a quick start. */
    public static void main(String[] args) throws IOException {
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
        System.exit(ExitCode.DONE);
    }

    private static void run(InputStream in, String... args) {
        Cli.run(console(in, OutputStream.nullOutputStream(), new Stop()), args);
    }

    /** Begins a command that runs until it is stopped, and answers with the address that it listens at. */
    private static String begin(Stop stop, String... args) throws IOException {
        PipedInputStream said = new PipedInputStream(8192);
        Console console = console(NOTHING, new PipedOutputStream(said), stop);
        Thread running = new Thread(() -> Cli.run(console, args), "rehearsal");
        running.setDaemon(true);
        running.start();
        String line = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.split(" ", 4)[2];
    }

    private static Console console(InputStream in, OutputStream out, Stop stop) {
        Output err = new Output(OutputStream.nullOutputStream());
        return new Console(in, new Output(out), err, Map.of(), stop, Ansi.OFF);
    }
}
