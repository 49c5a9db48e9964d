package dev.socle.benchmarks.compare.load;

import reactor.core.publisher.Mono;

/**
 * One implementation that is measured. A process makes one and uses it either as server or as client, with one event loop.
 */
public interface Contestant {

    /** Serves {@link Work} on a free port of loopback, which is returned, until the process ends. */
    int serve() throws Exception;

    /** Connects with each subscription. <b>Threading:</b> what only a waiting thread can do, the subscriber's does. */
    Mono<Link> connect(int port);
}
