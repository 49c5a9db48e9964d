package dev.socle.benchmarks.compare;

import static dev.socle.benchmarks.compare.Peer.FLOOR;
import static dev.socle.benchmarks.compare.Peer.GRPC;
import static dev.socle.benchmarks.compare.Peer.JDK_SOCKETS;
import static dev.socle.benchmarks.compare.Peer.RMI;
import static dev.socle.benchmarks.compare.Peer.RSOCKET_JAVA;
import static dev.socle.benchmarks.compare.Peer.SOCLE;
import static dev.socle.benchmarks.compare.Peer.SOCLE_BY_NAME;
import static dev.socle.benchmarks.compare.Peer.SOCLE_IN_PLACE;
import static dev.socle.benchmarks.compare.Peer.SOCLE_SERVICE;

import dev.socle.benchmarks.compare.load.ClosedLoad;
import dev.socle.benchmarks.compare.load.FireLoad;
import dev.socle.benchmarks.compare.load.HogLoad;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Load;
import dev.socle.benchmarks.compare.load.Message;
import dev.socle.benchmarks.compare.load.MixedLoad;
import dev.socle.benchmarks.compare.load.PacedLoad;
import dev.socle.benchmarks.compare.load.Progress;
import dev.socle.benchmarks.compare.load.StreamLoad;
import dev.socle.benchmarks.compare.load.ThreadsLoad;
import dev.socle.benchmarks.compare.report.Figure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** What a client does, and who takes part in it; the others have no way to do it. */
enum Scenario {
    /** Both processes share one CPU, where the system can do that: no wake-up in between. */
    PING_PONG(
            "a",
            "request/response, 1 in flight, both processes on one CPU",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC, RMI, JDK_SOCKETS),
            (links, rate, progress) -> ClosedLoad.echo(links, 1, Message.BYTES, progress)),
    PIPELINED(
            "b",
            "request/response, 256 in flight",
            Set.of(FLOOR, SOCLE, SOCLE_BY_NAME, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 256, Message.BYTES, progress)),
    CONNECTIONS(
            "c",
            "request/response, 16 connections, 64 in flight on each",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 64, Message.BYTES, progress)),
    STREAM(
            "d",
            "request/stream, items; request(256), then request(128) after each 128",
            Set.of(FLOOR, SOCLE, SOCLE_IN_PLACE, SOCLE_BY_NAME, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> new StreamLoad(links.get(0), progress)),
    FIRE(
            "e",
            "fire-and-forget, as counted by the server",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> new FireLoad(links.get(0), progress)),
    LARGE(
            "f",
            "echo of 1 MiB, 4 in flight",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 4, 1024 * 1024, progress)),
    TYPED(
            "g",
            "typed record, both ends decode and encode, 256 in flight",
            Set.of(FLOOR, SOCLE_SERVICE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.orders(links.get(0), 256, progress)),
    THREADS(
            "g2",
            "typed record, 8 threads that wait for their answers",
            Set.of(FLOOR, SOCLE_SERVICE, RSOCKET_JAVA, GRPC, RMI, JDK_SOCKETS),
            (links, rate, progress) -> new ThreadsLoad(links.get(0), progress)),
    SET_UP(
            "i",
            "5,000 connections, each set up and asked once, 32 at a time",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 1, Message.BYTES, progress)),
    START_UP(
            "j",
            "from the start of both JVMs to the first answer",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC, RMI, JDK_SOCKETS),
            (links, rate, progress) -> ClosedLoad.echo(links, 1, Message.BYTES, progress)),
    LATENCY(
            "latency-b",
            "request/response at half of Socle's rate in b, timed from when each call was due",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> PacedLoad.echo(links.get(0), rate, progress)),
    TYPED_LATENCY(
            "latency-g",
            "typed record at half of Socle's rate in g, timed from when each call was due",
            Set.of(FLOOR, SOCLE_SERVICE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> PacedLoad.orders(links.get(0), rate, progress)),
    QUIET(
            "quiet",
            "2,000 small calls a second beside 900 open streams on one connection",
            Set.of(SOCLE),
            (links, rate, progress) -> new HogLoad(links.get(0), links.get(0), false, progress)),
    HOG(
            "hog",
            "the same, while one more stream sends 64 KiB items as fast as it can",
            Set.of(SOCLE),
            (links, rate, progress) -> new HogLoad(links.get(0), links.get(0), true, progress)),
    MIXED(
            "mixed",
            "256 in flight, 1 in 100 corrupted, failed or cancelled; every call accounted for",
            Set.of(SOCLE),
            (links, rate, progress) -> new MixedLoad(links.get(0), progress)),
    TEN_IN_FLIGHT(
            "b-10",
            "request/response, 10 in flight",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 10, Message.BYTES, progress)),
    HUNDRED_IN_FLIGHT(
            "b-100",
            "request/response, 100 in flight",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 100, Message.BYTES, progress)),
    THOUSAND_IN_FLIGHT(
            "b-1000",
            "request/response, 1,000 in flight",
            Set.of(FLOOR, SOCLE, RSOCKET_JAVA, GRPC),
            (links, rate, progress) -> ClosedLoad.echo(links, 1_000, Message.BYTES, progress)),
    HOG_APART(
            "hog-apart",
            "as hog, but with that stream on a connection of its own",
            Set.of(SOCLE),
            (links, rate, progress) -> new HogLoad(links.get(0), links.get(1), true, progress));

    /** What a run without names leaves out, so that it ends in 30 minutes: b and hog again, in other ways. */
    static final Set<Scenario> ON_REQUEST = EnumSet.of(TEN_IN_FLIGHT, HUNDRED_IN_FLIGHT, THOUSAND_IN_FLIGHT, HOG_APART);

    /** Those whose rates make sense with short windows, and that take no long time by themselves. */
    static final Set<Scenario> QUICK = EnumSet.of(PING_PONG, PIPELINED, STREAM, FIRE, TYPED, THREADS, START_UP, MIXED);

    private static final Set<Scenario> TIMED =
            EnumSet.of(PING_PONG, THREADS, LATENCY, TYPED_LATENCY, QUIET, HOG, HOG_APART);

    /** As it is asked for. */
    final String label;

    /** As it stands above its rows. */
    final String title;

    private final Set<Peer> peers;
    private final Loading loading;

    Scenario(String label, String title, Set<Peer> peers, Loading loading) {
        this.label = label;
        this.title = title;
        this.peers = peers;
        this.loading = loading;
    }

    private interface Loading {
        Load of(List<Link> links, double callsPerSecond, Progress progress) throws InterruptedException;
    }

    static Scenario labelled(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "no scenario \"" + label + "\" (expected: " + labels(EnumSet.allOf(Scenario.class)) + ")"));
    }

    static String labels(Set<Scenario> scenarios) {
        return scenarios.stream().map(scenario -> scenario.label).collect(Collectors.joining(", "));
    }

    /** What the client does on these connections; a paced one at that rate. */
    Load load(List<Link> connected, double callsPerSecond, Progress progress) throws InterruptedException {
        return loading.of(connected, callsPerSecond, progress);
    }

    /** Who takes part, in the order of the table. */
    List<Peer> peers() {
        return peers.stream().sorted().toList();
    }

    /** Connections of the client. */
    int links() {
        return switch (this) {
            case CONNECTIONS -> 16;
            case HOG_APART -> 2;
            default -> 1;
        };
    }

    /** What says who is ahead. */
    Figure main() {
        return switch (this) {
            case START_UP -> Figure.MILLIS;
            case LATENCY, TYPED_LATENCY, QUIET, HOG, HOG_APART -> Figure.P99;
            default -> Figure.RATE;
        };
    }

    /** The scenario whose rate by Socle, halved, is the rate of this one; null for one that is not paced. */
    @Nullable
    Scenario basis() {
        return switch (this) {
            case LATENCY -> PIPELINED;
            case TYPED_LATENCY -> TYPED;
            default -> null;
        };
    }

    /** Whether client and server are bound to the same CPU while they are measured. */
    boolean isOnOneCpu() {
        return this == PING_PONG;
    }

    /** Whether there are so few calls a second that the compilers are still busy with them when other loads are steady. */
    boolean isSlow() {
        return this == THREADS || this == QUIET || this == HOG || this == HOG_APART;
    }

    /** Whether the memory's speed decides, which changes by the second on a machine that is shared: more rounds are needed. */
    boolean isRestless() {
        return this == LARGE;
    }

    /** Whether each call is timed, which costs some of it. */
    boolean isTimed() {
        return TIMED.contains(this);
    }

    @Override
    public String toString() {
        return label;
    }
}
