package dev.socle.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.socle.benchmarks.compare.contestant.Certificate;
import dev.socle.benchmarks.compare.report.Report;
import dev.socle.benchmarks.compare.report.Result;
import dev.socle.benchmarks.compare.report.Table;
import dev.socle.transport.channel.EngineState;
import dev.socle.transport.channel.Loops;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code socle compare}: runs the scenarios and shows what they gave. */
@Command(
        name = "socle compare",
        description = "Measures Socle and its peers side by side, in processes of their own.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a contestant failed or answered wrongly", "2:wrong usage"})
public final class Compare implements Callable<Integer> {

    /** Leaves some of 4 minutes for what takes longer than thought. */
    private static final Duration QUICK_TOTAL = Duration.ofSeconds(190);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            description =
                    "Scenarios to run: a b c d e f g g2 i j latency-b latency-g quiet hog mixed b-10 b-100 b-1000 hog-apart."
                            + " Default: all but the last four, with --quick a b d e g g2 j mixed.")
    private List<Scenario> scenarios = new ArrayList<>();

    @Option(
            names = "--contestants",
            split = ",",
            paramLabel = "NAME",
            description = "Who takes part, such as floor,socle,rsocket-java. Default: all.")
    private List<Peer> contestants = new ArrayList<>();

    @Option(names = "--quick", description = "Short windows: a first impression in under 4 minutes.")
    private boolean quick;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description =
                    "epoll, io_uring, kqueue or nio (the system property socle.transport), for all that are on Netty;"
                            + " who cannot takes no part. Default: epoll, where there is one.")
    private String transport = System.getProperty("socle.transport", "");

    @Option(
            names = "--tls",
            description = "TLS 1.3 over all sockets, by the JDK, with grpc-java by the BoringSSL that it brings;"
                    + " who cannot takes no part.")
    private boolean tls;

    @Option(names = "--out", paramLabel = "DIR", description = "Where chart, page and raw figures go.")
    private Path out = Path.of(System.getProperty("socle.home", ""), "benchmarks", "target", "compare");

    private final PrintStream page = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    private Compare() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Compare())
                .registerConverter(Scenario.class, Scenario::labelled)
                .registerConverter(Peer.class, Peer::labelled)
                .setParameterExceptionHandler(Compare::wrongUsage)
                .setExecutionExceptionHandler(Compare::failed);
    }

    @Override
    public Integer call() throws Exception {
        requireEngine();
        Set<Peer> wanted = wanted();
        List<Scenario> chosen = chosen(wanted);
        List<String> flags = flags();
        Run run = new Run(wanted, flags, System.err);
        long begun = System.nanoTime();
        Pace pace = Pace.FULL;
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            if (quick) {
                Duration left = QUICK_TOTAL.minusNanos(System.nanoTime() - begun);
                pace = Pace.quick(left, taking(chosen.subList(i, chosen.size()), wanted));
            }
            Result result = run.measure(chosen.get(i), pace);
            results.add(result);
            page.println(Table.of(result));
        }
        new Report(Settings.of(pace, flags, run.disturbance()), results).write(out);
        page.println(run.disturbance() + ".");
        page.println("Chart, page and raw figures: " + out.resolve("compare.html"));
        return 0;
    }

    private void requireEngine() {
        List<String> engines = Loops.engines().stream().map(EngineState::engine).toList();
        if (!transport.isEmpty() && !engines.contains(transport)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no engine \"" + transport + "\" (expected: " + String.join(", ", engines) + ")");
        }
        for (EngineState engine : Loops.engines()) {
            if (engine.engine().equals(transport) && engine.whyNot() != null) {
                throw new ParameterException(
                        spec.commandLine(), "engine " + transport + " is not there: " + engine.whyNot());
            }
        }
    }

    /** What all JVMs are told. */
    private List<String> flags() throws IOException, GeneralSecurityException, InterruptedException {
        List<String> flags = new ArrayList<>(Fork.FLAGS);
        if (!transport.isEmpty()) {
            flags.add("-Dsocle.transport=" + transport);
        }
        if (tls) {
            flags.add("-D" + Certificate.FOLDER + "=" + Certificate.make());
        }
        return flags;
    }

    /** Those who take part; who cannot run on the engine is named. */
    private Set<Peer> wanted() {
        Set<Peer> wanted = contestants.isEmpty() ? EnumSet.allOf(Peer.class) : EnumSet.copyOf(contestants);
        for (Peer peer : List.copyOf(wanted)) {
            if (!peer.runsOn(transport)) {
                System.err.println(peer + " takes no part: the Netty inside it has no " + transport);
                wanted.remove(peer);
            } else if (tls && !peer.speaksTls()) {
                System.err.println(peer + " takes no part: it is not made for TLS here");
                wanted.remove(peer);
            }
        }
        return wanted;
    }

    /** The scenarios to run: those in which somebody takes part. */
    private List<Scenario> chosen(Set<Peer> wanted) {
        Set<Scenario> all = quick ? Scenario.QUICK : EnumSet.complementOf(EnumSet.copyOf(Scenario.ON_REQUEST));
        List<Scenario> chosen = (scenarios.isEmpty() ? all : EnumSet.copyOf(scenarios))
                .stream().filter(scenario -> taking(scenario, wanted) > 0).toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "none of these contestants takes part in these scenarios");
        }
        return chosen;
    }

    private static int taking(Scenario scenario, Set<Peer> wanted) {
        return (int) scenario.peers().stream().filter(wanted::contains).count();
    }

    private static int taking(List<Scenario> scenarios, Set<Peer> wanted) {
        return scenarios.stream().mapToInt(scenario -> taking(scenario, wanted)).sum();
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        System.err.println("socle: " + fault(wrong) + ": see `socle compare --help`");
        return 2;
    }

    /** For picocli a scenario that there is not is an argument too many. */
    private static String fault(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "no scenario \"" + unmatched.getUnmatched().get(0) + "\" (expected: "
                        + Scenario.labels(EnumSet.allOf(Scenario.class)) + ")"
                : String.valueOf(wrong.getMessage());
    }

    /** Only what nobody expected shows where it happened. */
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof RunFailure) {
            System.err.println("socle: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return 1;
    }
}
