package dev.socle.benchmarks.compare;

import static dev.socle.benchmarks.compare.Peer.FLOOR;
import static dev.socle.benchmarks.compare.Peer.GRPC;
import static dev.socle.benchmarks.compare.Peer.RSOCKET_JAVA;
import static dev.socle.benchmarks.compare.Peer.SOCLE;
import static dev.socle.benchmarks.compare.Peer.SOCLE_SERVICE;

import dev.socle.benchmarks.compare.load.ClosedLoad;
import dev.socle.benchmarks.compare.load.FireLoad;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Load;
import dev.socle.benchmarks.compare.load.Message;
import dev.socle.benchmarks.compare.load.Progress;
import dev.socle.benchmarks.compare.load.StreamLoad;
import dev.socle.benchmarks.compare.load.ThreadsLoad;
import dev.socle.benchmarks.compare.report.Figure;
import java.util.Arrays;
import java.util.List;

/** What a client does, and who takes part in it. */
enum Scenario {
    /** Both processes share one CPU, where the system can do that: no wake-up in between. */
    PING_PONG("a", "request/response, 1 in flight, both processes on one CPU", 1, FLOOR, SOCLE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return ClosedLoad.echo(links, 1, Message.BYTES, progress);
        }
    },
    PIPELINED("b", "request/response, 256 in flight", 1, FLOOR, SOCLE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return ClosedLoad.echo(links, 256, Message.BYTES, progress);
        }
    },
    CONNECTIONS("c", "request/response, 16 connections, 64 in flight on each", 16, FLOOR, SOCLE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return ClosedLoad.echo(links, 64, Message.BYTES, progress);
        }
    },
    STREAM(
            "d",
            "request/stream, items; request(256), then request(128) after each 128",
            1,
            FLOOR,
            SOCLE,
            RSOCKET_JAVA,
            GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return new StreamLoad(links.get(0), progress);
        }
    },
    FIRE("e", "fire-and-forget, as counted by the server", 1, FLOOR, SOCLE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return new FireLoad(links.get(0), progress);
        }
    },
    LARGE("f", "echo of 1 MiB, 4 in flight", 1, FLOOR, SOCLE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return ClosedLoad.echo(links, 4, 1024 * 1024, progress);
        }
    },
    TYPED(
            "g",
            "typed record, both ends decode and encode, 256 in flight",
            1,
            FLOOR,
            SOCLE_SERVICE,
            RSOCKET_JAVA,
            GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return ClosedLoad.orders(links.get(0), 256, progress);
        }
    },
    THREADS("g2", "typed record, 8 threads that wait for their answers", 1, FLOOR, SOCLE_SERVICE, RSOCKET_JAVA, GRPC) {
        @Override
        Load load(List<Link> links, double callsPerSecond, Progress progress) {
            return new ThreadsLoad(links.get(0), progress);
        }
    };

    /** As it is asked for. */
    final String label;

    /** As it stands above its rows. */
    final String title;

    /** Connections of the client. */
    final int links;

    /** Who takes part; the others have no way to do it. */
    final List<Peer> peers;

    Scenario(String label, String title, int links, Peer... peers) {
        this.label = label;
        this.title = title;
        this.links = links;
        this.peers = List.of(peers);
    }

    /** What the client does. */
    abstract Load load(List<Link> links, double callsPerSecond, Progress progress);

    /** What says who is ahead. */
    Figure main() {
        return Figure.RATE;
    }

    /** Whether client and server are bound to the same CPU. */
    boolean isOnOneCpu() {
        return this == PING_PONG;
    }

    /** Whether each call is timed, which costs some of it. */
    boolean isTimed() {
        return this == PING_PONG || this == THREADS;
    }

    static Scenario labelled(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario \"" + label + "\" (expected: "
                        + String.join(
                                ", ",
                                Arrays.stream(values())
                                        .map(scenario -> scenario.label)
                                        .toList())
                        + ")"));
    }

    @Override
    public String toString() {
        return label;
    }
}
