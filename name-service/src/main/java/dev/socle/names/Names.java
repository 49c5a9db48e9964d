package dev.socle.names;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Everything that a program wants of a name server, in one place.
 *
 * <pre>{@code
 * Names names = Names.at(Address.parse("tcp://127.0.0.1:7111"));
 * names.registry().register(Endpoint.of("greeter", "greeter-1", listener.address()), Duration.ofSeconds(15)).block();
 *
 * Greeter greeter = ServiceProxy.of(Greeter.class, names.source(Address.parse("name://greeter"), SessionOptions.defaults()));
 * }</pre>
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Names {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private final NamesOptions options;
    private final NameClient client;
    private final Set<NamedSessions> sources = ConcurrentHashMap.newKeySet();

    private Names(Address server, NamesOptions options) {
        this.options = options;
        this.client = NameClient.connect(server, options);
    }

    /** The names of the name server at an address, with the defaults. */
    public static Names at(Address nameServer) {
        return at(nameServer, NamesOptions.defaults());
    }

    /**
     * The names of the name server at an address. It need not be there yet.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} when the address has no transport here.
     */
    public static Names at(Address nameServer, NamesOptions options) {
        return new Names(nameServer, options);
    }

    /** Where names are written. */
    public Registry registry() {
        return client;
    }

    /** Where names are read. */
    public Resolver resolver() {
        return client;
    }

    /** The instances of a service, for a {@code name://} address, as a source of sessions; make one and share it. */
    public NamedSessions source(Address name, SessionOptions session) {
        return source(name, session, RequestHandler.rejecting());
    }

    /** The same, with a handler for what instances ask of this side. */
    public NamedSessions source(Address name, SessionOptions session, RequestHandler handler) {
        NamedSessions source = NamedSessions.of(ServiceName.of(name), client, options, session, handler);
        sources.add(source);
        return source;
    }

    /** Deregisters what was registered, lets requests in flight end for 5 s at most, and lets go of every connection. */
    public Mono<Void> close() {
        return client.close()
                .thenMany(Flux.fromIterable(sources))
                .flatMap(source -> source.close(CLOSE_GRACE))
                .then();
    }
}
