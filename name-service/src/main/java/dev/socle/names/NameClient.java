package dev.socle.names;

import dev.socle.transport.Address;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A client of a name server: writes and reads names over one session, and goes on with what it knows while the name server is
 * away. When it is back, registrations are renewed or made again, and watches go on.
 *
 * <p><b>Threading:</b> any thread; results come on the client's turn or on the connection's event loop, so do not block there.
 */
public final class NameClient implements Registry, Resolver {

    private final NamesOptions options;
    private final NameLink link;
    private final Turn turn = new Turn();
    private final Watches watches;
    private final Claims claims;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private NameClient(Address server, NamesOptions options) {
        this.options = options;
        link = new NameLink(server, options);
        watches = new Watches(link, turn, options);
        claims = new Claims(link, turn, options, System::nanoTime);
    }

    /** A client of the name server at an address; it connects, and stays connected, until it is closed. */
    public static NameClient connect(Address server, NamesOptions options) {
        NameClient client = new NameClient(server, options);
        client.link.open(() -> client.turn.execute(client::onLinkChanged));
        return client;
    }

    /** Where the name server is. */
    public Address server() {
        return link.address();
    }

    /** Whether the name server is there at this moment, as far as is known. */
    public boolean isConnected() {
        return link.isUp();
    }

    @Override
    public Mono<Registration> register(Endpoint endpoint, Duration timeToLive) {
        return isClosed.get() ? Mono.error(NameFailures.closed(link.address())) : claims.register(endpoint, timeToLive);
    }

    @Override
    public Flux<Snapshot> watch(String service) {
        ServiceName.check(service);
        return isClosed.get() ? Flux.error(NameFailures.closed(link.address())) : watches.watch(service);
    }

    @Override
    public Mono<Snapshot> resolve(String service, Duration within) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable Snapshot> last = new AtomicReference<>();
            return watch(service)
                    .doOnNext(last::set)
                    .filter(Snapshot::isUsable)
                    .next()
                    .timeout(within)
                    .onErrorMap(TimeoutException.class, late -> unresolved(service, within, last.get()));
        });
    }

    @Override
    public Flux<ServiceSummary> services() {
        return link.protocol().list();
    }

    /** Deregisters what was registered through this client, ends its watches, and closes its session. */
    public Mono<Void> close() {
        return Mono.defer(() -> isClosed.getAndSet(true) ? Mono.empty() : closeOnce());
    }

    NamesOptions options() {
        return options;
    }

    private void onLinkChanged() {
        watches.onLinkChanged();
        claims.onLinkChanged();
    }

    private Mono<Void> closeOnce() {
        return claims.closeAll()
                .then(Mono.<Void>create(sink -> turn.execute(() -> {
                    watches.close();
                    sink.success();
                })))
                .then(Mono.defer(link::close))
                .doFinally(end -> turn.dispose());
    }

    private RuntimeException unresolved(String service, Duration waited, @Nullable Snapshot last) {
        boolean isSaid = last != null && last.freshness() != Freshness.STALE;
        return isSaid
                ? NameFailures.notFound(service, link.address())
                : NameFailures.unreachable(
                        "\"" + service + "\" is not known", link.address(), waited, link.lastFailure());
    }
}
