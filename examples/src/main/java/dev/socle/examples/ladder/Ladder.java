package dev.socle.examples.ladder;

import dev.socle.examples.ladder.Trial.Outcome;
import dev.socle.examples.ladder.address.AddressStep;
import dev.socle.examples.ladder.address.DatagramAddressStep;
import dev.socle.examples.ladder.address.EncryptedAddressStep;
import dev.socle.examples.ladder.blocking.BlockingStep;
import dev.socle.examples.ladder.datagram.DatagramStep;
import dev.socle.examples.ladder.frames.FrameStep;
import dev.socle.examples.ladder.lines.LineStep;
import dev.socle.examples.ladder.name.NameStep;
import dev.socle.examples.ladder.reactive.ReactiveStep;
import dev.socle.examples.ladder.representation.RepresentationStep;
import dev.socle.examples.ladder.selector.SelectorStep;
import dev.socle.examples.ladder.service.ServiceStep;
import dev.socle.examples.ladder.session.SessionStep;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the ladder: {@code socle ladder} compares all steps in a table, {@code socle ladder 6} shows one.
 *
 * <p>Exit codes: 0, 1 when a step fails, 2 for a wrong argument.
 */
public final class Ladder {

    static final List<Rung> RUNGS = List.of(
            new Rung(1, new BlockingStep()),
            new Rung(2, new LineStep()),
            new Rung(3, new DatagramStep()),
            new Rung(4, new SelectorStep()),
            new Rung(5, new ReactiveStep()),
            new Rung(6, new FrameStep()),
            new Rung(7, new RepresentationStep()),
            new Rung(8, new SessionStep()),
            new Rung(9, new ServiceStep()),
            new Rung(10, new NameStep()),
            new Rung(11, new AddressStep("unix")),
            new Rung(11, new AddressStep("ws")),
            new Rung(11, new EncryptedAddressStep("tls")),
            new Rung(11, new EncryptedAddressStep("quic")),
            new Rung(11, new DatagramAddressStep()));

    private static final long PACE_MILLIS = 1_000;

    private final Path project;
    private final PrintStream out;

    Ladder(Path project, PrintStream out) {
        this.project = project;
        this.out = out;
    }

    /** Runs as the class says. */
    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn"); // what servers log is not the subject
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Ladder ladder = new Ladder(Path.of(System.getProperty("socle.home", "")), System.out);
        try {
            if (args.length == 0) {
                ladder.compare(PACE_MILLIS);
                return 0;
            }
            List<Rung> asked = RUNGS.stream()
                    .filter(rung -> args[0].equals("" + rung.number()))
                    .toList();
            if (args.length > 1 || asked.isEmpty()) {
                System.err.println(
                        "socle: ladder " + String.join(" ", args) + ": no such step (expected: one number, 1 to "
                                + RUNGS.get(RUNGS.size() - 1).number() + ", or nothing for all)");
                return 2;
            }
            ladder.show(asked);
            return 0;
        } catch (Exception failure) {
            System.err.println("socle: the ladder broke: " + failure);
            return 1;
        }
    }

    /** Shows one step: its page, what goes over the wire, and how it takes trouble. */
    void show(List<Rung> rungs) throws Exception {
        out.println(rungs.get(0).page(project));
        out.println("Lines of code in its package: " + rungs.get(0).sourceLines(project));
        for (Rung rung : rungs) {
            Step step = rung.step();
            if (isMissing(step)) {
                continue;
            }
            Wire wire = Wire.of(step);
            out.printf("%n%s: on the wire, to the end of the first call%n", step.title());
            out.printf(
                    "client to server, %d bytes%n%s%n",
                    wire.sent().bytes(), wire.sent().dump());
            out.printf(
                    "server to client, %d bytes%n%s%n",
                    wire.received().bytes(), wire.received().dump());
            out.printf("each further call: %d bytes%n%n", wire.perCall());
            step.show(out);
            for (Outcome outcome : trials(step)) {
                out.printf("%s: %s%n", outcome.trial().title, outcome.detail());
            }
        }
    }

    /** Runs all steps, and ends with a table; each is warmed up and measured for so long. */
    void compare(long paceMillis) throws Exception {
        Table table = new Table();
        List<Object> heads =
                new ArrayList<>(List.of("step", "lines", "bytes first", "bytes a call", "calls/s", "p50 µs"));
        for (Trial trial : Trial.values()) {
            heads.add(trial.title);
        }
        table.row(heads);
        for (Rung rung : RUNGS) {
            Step step = rung.step();
            out.println(rung.number() + " " + step.title());
            if (isMissing(step)) {
                continue;
            }
            Wire wire = Wire.of(step);
            Pace pace = pace(step, paceMillis);
            List<Object> row = new ArrayList<>(List.of(
                    rung.number() + " " + step.title(),
                    rung.sourceLines(project),
                    wire.first(),
                    wire.perCall(),
                    Math.round(pace.perSecond()),
                    Math.round(pace.medianMicros())));
            trials(step).forEach(outcome -> row.add(outcome.word()));
            table.row(row);
        }
        out.println();
        table.print(out);
        out.println();
        out.println(
                "lines: of the step's own package. bytes first: both directions, with what the connection took to set up.");
        out.println(
                "calls/s, p50: one call after another, this machine, this minute. waits: no answer and no error in 7 s.");
        out.println("believes it: took what was no answer for one.");
    }

    /** Says why, if this machine has not what the step needs. */
    private boolean isMissing(Step step) {
        String whyNot = step.whyNot();
        if (whyNot != null) {
            out.println("left out, " + step.title() + ": " + whyNot);
        }
        return whyNot != null;
    }

    private static Pace pace(Step step, long millis) throws Exception {
        try (GreetingServer server = step.serve(step.anywhere());
                Greeter greeter = step.connect(server.address())) {
            return Pace.of(greeter, millis);
        }
    }

    /** All at once, for some of them only wait. */
    private static List<Outcome> trials(Step step) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Callable<Outcome>> tries = new ArrayList<>();
            for (Trial trial : Trial.values()) {
                tries.add(() -> trial.of(step));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : threads.invokeAll(tries)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
