package dev.socle.benchmarks.compare;

import java.util.function.Supplier;

/** Who takes part, in the order of the table. */
enum Peer {
    /** What the machine gives: length, number and bytes, on Netty alone. */
    FLOOR("floor", FloorContestant::new),
    SOCLE("socle", SocleContestant::new),
    RSOCKET_JAVA("rsocket-java", RSocketJavaContestant::new);

    /** As it stands in the table. */
    final String label;

    private final Supplier<Contestant> make;

    Peer(String label, Supplier<Contestant> make) {
        this.label = label;
        this.make = make;
    }

    Contestant contestant() {
        return make.get();
    }
}
