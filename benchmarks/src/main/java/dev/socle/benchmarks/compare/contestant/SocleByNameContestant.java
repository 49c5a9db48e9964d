package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.Endpoint;
import dev.socle.names.NamedSessions;
import dev.socle.names.Names;
import dev.socle.names.server.NameServer;
import dev.socle.names.server.NameServerOptions;
import dev.socle.transport.Address;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * The same as {@link SocleContestant}, found by name and balanced over two instances. Name server and instances share the
 * server's process and its one event loop, so that there is as much of everything as without a name.
 */
public final class SocleByNameContestant implements Contestant {

    private static final int INSTANCES = 2;
    private static final String SERVICE = "work";

    @Override
    public int serve() {
        NameServer server = Objects.requireNonNull(
                NameServer.start(NameServerOptions.defaults().withListen(Address.of("tcp", Loopback.HOST, 0)))
                        .block());
        Names names = Names.at(server.address());
        for (int i = 1; i <= INSTANCES; i++) {
            Address address = SocleContestant.listen(RequestHandler.of(new SocleResponder(new Work())));
            names.registry()
                    .register(Endpoint.of(SERVICE, SERVICE + "-" + i, address))
                    .block();
        }
        return server.address().port();
    }

    @Override
    public Mono<Link> connect(int port) {
        return Mono.fromCallable(() -> link(port));
    }

    /** With sessions to all instances. */
    private static Link link(int port) throws InterruptedException {
        Names names = Names.at(Address.of("tcp", Loopback.HOST, port));
        NamedSessions source = names.source(Address.parse("name://" + SERVICE), SessionOptions.defaults());
        source.connect().block();
        while (source.size() < INSTANCES) {
            Thread.sleep(1);
        }
        return new SocleLink(
                () -> pick(source), source.close(SocleContestant.GRACE).then(names.close()));
    }

    private static Session pick(NamedSessions source) {
        Session session = source.current();
        if (session == null) {
            throw new IllegalStateException("no instance of " + source.service() + " is connected");
        }
        return session;
    }
}
