package dev.socle.benchmarks.compare.load;

/**
 * One implementation that is measured. A process makes one and uses it either as server or as client, with one event loop.
 */
public interface Contestant {

    /** Serves {@link Work} on a free port of loopback, which is returned, until the process ends. */
    int serve() throws Exception;

    /** Connects, and waits until that is done. */
    Link connect(int port) throws Exception;
}
