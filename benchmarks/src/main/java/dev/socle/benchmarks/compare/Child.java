package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Load;
import dev.socle.benchmarks.compare.load.Progress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a forked process. It does what each line that comes in says, and answers with one line; the end of the
 * input ends the process. A wrong or missing answer ends it with exit code 1.
 */
public final class Child {

    private final Contestant contestant;
    private final List<Link> links = new ArrayList<>();
    private @Nullable Scenario scenario;
    private @Nullable Progress progress;
    private @Nullable Load load;
    private double callsPerSecond;

    private Child(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Arguments of a server: the class of its contestant; of a client: scenario and calls per second besides. */
    public static void main(String[] args) throws Exception {
        Child child = new Child(Class.forName(args[0])
                .asSubclass(Contestant.class)
                .getDeclaredConstructor()
                .newInstance());
        if (args.length > 1) {
            child.scenario = Scenario.valueOf(args[1]);
            child.callsPerSecond = Double.parseDouble(args[2]);
        }
        child.obey();
    }

    private void obey() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String line;
        while ((line = in.readLine()) != null) {
            String[] words = line.split(" ", -1);
            System.out.println(obey(words));
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "serve" -> Integer.toString(contestant.serve());
            case "connect" -> {
                connect(Integer.parseInt(words[1]));
                yield "";
            }
            case "start" -> {
                Objects.requireNonNull(load).start();
                yield "";
            }
            case "stop" -> {
                Objects.requireNonNull(progress).stop();
                yield Sample.take(progress).toLine();
            }
            case "sample" -> Sample.take(progress).toLine();
            default -> throw new IllegalArgumentException("no command " + words[0]);
        };
    }

    /** Closes what is open, and connects anew. */
    private void connect(int port) throws Exception {
        for (Link link : links) {
            link.close();
        }
        links.clear();
        Scenario wanted = Objects.requireNonNull(scenario);
        for (int i = 0; i < wanted.links; i++) {
            links.add(contestant.connect(port));
        }
        progress = new Progress(wanted.isTimed(), Child::fail);
        load = wanted.load(links, callsPerSecond, progress);
    }

    private static void fail(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }
}
