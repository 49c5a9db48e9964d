package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.contestant.FloorContestant;
import dev.socle.benchmarks.compare.contestant.GrpcContestant;
import dev.socle.benchmarks.compare.contestant.JdkSocketsContestant;
import dev.socle.benchmarks.compare.contestant.RSocketJavaContestant;
import dev.socle.benchmarks.compare.contestant.RmiContestant;
import dev.socle.benchmarks.compare.contestant.SocleByNameContestant;
import dev.socle.benchmarks.compare.contestant.SocleContestant;
import dev.socle.benchmarks.compare.contestant.SocleInPlaceContestant;
import dev.socle.benchmarks.compare.contestant.SocleServiceContestant;
import dev.socle.benchmarks.compare.load.Contestant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Who takes part, in the order of the table. */
enum Peer {
    /** What the machine gives: length, number and bytes, on Netty alone. */
    FLOOR("floor", FloorContestant.class),
    SOCLE("socle", SocleContestant.class),
    SOCLE_IN_PLACE("socle-in-place", SocleInPlaceContestant.class),
    SOCLE_BY_NAME("socle-by-name", SocleByNameContestant.class),
    SOCLE_SERVICE("socle-service", SocleServiceContestant.class),
    RSOCKET_JAVA("rsocket-java", RSocketJavaContestant.class),
    GRPC("grpc-java", GrpcContestant.class),
    RMI("rmi", RmiContestant.class),
    JDK_SOCKETS("jdk-sockets", JdkSocketsContestant.class);

    /** As it is asked for, and stands in the table. */
    final String label;

    /** What a process of it makes. */
    final Class<? extends Contestant> contestant;

    Peer(String label, Class<? extends Contestant> contestant) {
        this.label = label;
        this.contestant = contestant;
    }

    static Peer labelled(String label) {
        return Arrays.stream(values())
                .filter(peer -> peer.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no contestant \"" + label + "\" (expected: "
                        + Arrays.stream(values()).map(Peer::toString).collect(Collectors.joining(", ")) + ")"));
    }

    /** Whether all its bytes go to the port that its client is given, so that they can be counted on their way. */
    boolean isRelayable() {
        return this != RMI && this != SOCLE_BY_NAME;
    }

    /** Whether it can run on an engine: those without Netty do not ask, and grpc-java's own Netty has only two. */
    boolean runsOn(String engine) {
        return this != GRPC || Set.of("", "epoll", "nio").contains(engine);
    }

    /** Whether it can put TLS over its sockets; those that show the bare way, and the name server, are left as they are. */
    boolean speaksTls() {
        return this != RMI && this != JDK_SOCKETS && this != SOCLE_BY_NAME;
    }

    @Override
    public String toString() {
        return label;
    }
}
