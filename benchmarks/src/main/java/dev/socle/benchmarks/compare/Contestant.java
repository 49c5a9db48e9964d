package dev.socle.benchmarks.compare;

/**
 * One implementation that is measured. A process makes one and uses it either as server or as client, with one event loop.
 * A load runs until the process ends.
 */
interface Contestant {

    /** Serves on a free port of loopback, which is returned: echoes requests, answers streams with {@link Items}. */
    int serve();

    /** Keeps so many requests of {@link Message#BYTES} bytes in flight over one connection. */
    void requestResponse(int port, int inFlight, Progress progress);

    /** Reads one endless stream: asks for {@link Items#FIRST} items, then for {@link Items#MORE} as soon as so many came. */
    void requestStream(int port, Progress progress);
}
