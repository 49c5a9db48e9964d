package dev.socle.benchmarks.compare.report;

/** What is measured of a contestant. */
public enum Figure {
    /** Answered calls, items or connections a second. */
    RATE("per second", false),
    /** CPU time of the client for one call, from the operating system. */
    CLIENT_CPU("client CPU µs a call", true),
    /** The same of the server. */
    SERVER_CPU("server CPU µs a call", true),
    /** Bytes that the client allocates on the heap for one call. */
    CLIENT_BYTES("client bytes a call", true),
    /** The same of the server. */
    SERVER_BYTES("server bytes a call", true),
    /** Bytes in both directions for one call. */
    WIRE_BYTES("wire bytes a call", true),
    /** Half of the calls took at most so long. */
    P50("p50 µs", true),
    /** 99 of 100 calls took at most so long. */
    P99("p99 µs", true),
    /** 999 of 1,000 calls took at most so long. */
    P999("p99.9 µs", true),
    /** Heap of the server for one connection. */
    HEAP("server heap bytes a connection", true),
    /** Time until it is done. */
    MILLIS("ms", true);

    private final String label;
    private final boolean isLessBetter;

    Figure(String label, boolean isLessBetter) {
        this.label = label;
        this.isLessBetter = isLessBetter;
    }

    /** As it stands in the table's head. */
    public String label() {
        return label;
    }

    /** How many times as good the one is as the other. */
    double ratio(double one, double other) {
        return isLessBetter ? other / one : one / other;
    }
}
