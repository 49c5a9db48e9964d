package dev.socle.names;

import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The services that a client watches, one watch at the name server for each, however many ask for it here.
 *
 * <p><b>Threading:</b> the client's turn, but for {@link #watch}.
 */
final class Watches {

    private final NameLink link;
    private final Turn turn;
    private final NamesOptions options;
    private final Map<String, WatchedName> names = new HashMap<>();
    private boolean isClosed;

    Watches(NameLink link, Turn turn, NamesOptions options) {
        this.link = link;
        this.turn = turn;
        this.options = options;
    }

    /** The newest known view of a service and those that come; any thread. */
    Flux<Snapshot> watch(String service) {
        return Mono.<Flux<Snapshot>>create(sink -> turn.execute(() -> sink.success(Flux.defer(() -> begin(service)))))
                .flatMapMany(flux -> flux); // still within the turn: nothing is missed in between
    }

    void onLinkChanged() {
        names.values().forEach(WatchedName::connect);
    }

    void close() {
        isClosed = true;
        names.values().forEach(WatchedName::close);
        names.clear();
    }

    private Flux<Snapshot> begin(String service) {
        if (isClosed) {
            return Flux.error(NameFailures.closed(link.address()));
        }
        WatchedName name = names.get(service);
        if (name == null) {
            if (names.size() >= options.watchesMax()) {
                forgetUnwatched();
            }
            if (names.size() >= options.watchesMax()) {
                return Flux.error(NameFailures.tooManyWatches(options.watchesMax()));
            }
            name = new WatchedName(service, link, turn, options.holdBack().toMillis(), System::nanoTime);
            names.put(service, name);
            name.connect();
        }
        return name.watch();
    }

    private void forgetUnwatched() {
        names.values().removeIf(name -> {
            if (name.isWatched()) {
                return false;
            }
            name.close();
            return true;
        });
    }
}
