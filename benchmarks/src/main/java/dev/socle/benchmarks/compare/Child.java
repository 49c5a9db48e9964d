package dev.socle.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a forked process: a server says its port, a client starts its load. Then each line that comes in is
 * answered with a {@link Sample}; the end of the input ends the process.
 */
public final class Child {

    private Child() {}

    /** Arguments of a server: the peer; of a client: the peer, the scenario and the port. */
    public static void main(String[] args) throws IOException {
        Contestant contestant = Peer.valueOf(args[0]).contestant();
        Progress progress = null;
        if (args.length == 1) {
            System.out.println(contestant.serve());
        } else {
            Scenario scenario = Scenario.valueOf(args[1]);
            progress = new Progress(scenario.isTimed);
            scenario.run(contestant, Integer.parseInt(args[2]), progress);
        }
        answer(progress);
    }

    private static void answer(@Nullable Progress progress) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (in.readLine() != null) {
            System.out.println(Sample.take(progress).toLine());
        }
        Runtime.getRuntime().halt(0);
    }
}
