package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Load;
import dev.socle.benchmarks.compare.load.Progress;
import dev.socle.benchmarks.compare.load.SetUp;
import dev.socle.benchmarks.compare.load.WrongAnswerException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
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
    /** Streams that are open then are told that they end, which is no failure. */
    private volatile boolean isClosing;

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
        switch (words[0]) {
            case "serve" -> {
                return Integer.toString(contestant.serve());
            }
            case "connect" -> connect(Integer.parseInt(words[1]));
            case "start" -> Objects.requireNonNull(load).start();
            case "stop" -> Objects.requireNonNull(progress).stop();
            case "sample" -> {
                return Sample.take(progress).toLine();
            }
            case "open" -> {
                return Long.toString(open(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            }
            case "close" -> close();
            case "heap" -> {
                return Long.toString(heapBytes());
            }
            default -> throw new IllegalArgumentException("no command " + words[0]);
        }
        return "";
    }

    /** Closes what is open, and connects anew. */
    private void connect(int port) throws Exception {
        close();
        Scenario wanted = Objects.requireNonNull(scenario);
        for (int i = 0; i < wanted.links(); i++) {
            links.add(contestant.connect(port).block());
        }
        progress = new Progress(wanted.isTimed(), this::fail);
        load = wanted.load(links, callsPerSecond, progress);
    }

    /** Opens so many connections; how many nanoseconds it took. */
    private long open(int port, int count) {
        long begun = System.nanoTime();
        links.addAll(SetUp.open(contestant, port, count));
        return System.nanoTime() - begun;
    }

    private void close() throws Exception {
        isClosing = true;
        for (Link link : links) {
            link.close();
        }
        links.clear();
        isClosing = false;
    }

    /** What is in use once the collector has been through. */
    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void fail(Throwable failure) {
        if (isClosing) {
            return;
        }
        if (failure instanceof WrongAnswerException) {
            System.err.println(failure); // where it was seen says nothing
        } else {
            failure.printStackTrace();
        }
        Runtime.getRuntime().halt(1);
    }
}
