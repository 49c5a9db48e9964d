package dev.socle.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * A command that ran within this process, from its arguments to its end.
 *
 * @param exitCode what the shell would see
 * @param out standard output
 * @param err standard error
 */
record Ran(int exitCode, String out, String err) {

    static Ran socle(String... args) {
        return with("", Map.of(), args);
    }

    static Ran withInput(String in, String... args) {
        return with(in, Map.of(), args);
    }

    static Ran withEnv(Map<String, String> env, String... args) {
        return with("", env, args);
    }

    private static Ran with(String in, Map<String, String> env, String... args) {
        InputStream input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Cli.run(console(input, out, err, env, new Stop()), args);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Console console(InputStream in, OutputStream out, OutputStream err, Map<String, String> env, Stop stop) {
        return new Console(in, new Output(out), new Output(err), env, stop, Ansi.OFF);
    }
}
