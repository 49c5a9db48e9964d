package dev.socle.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What a client knows of one service, and goes on knowing while the name server is away.
 *
 * <p>Invariant: an empty view is only ever shown when the name server said so.
 * <p><b>Threading:</b> the client's turn.
 */
final class WatchedName {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedName.class);

    private final String service;
    private final NameLink link;
    private final Turn turn;
    private final long holdBackMillis;
    private final LongSupplier nanoTime;
    private final Sinks.Many<Snapshot> watchers = Sinks.many().replay().latest();
    private @Nullable Snapshot known;
    /** What the restarted name server says, and is not believed yet. */
    private @Nullable Snapshot heldBack;

    private long heldBackSinceNanos;
    private @Nullable Disposable watch;
    private @Nullable Disposable retry;
    private int failures;
    private Version lastOfWatch = Version.NONE;

    WatchedName(String service, NameLink link, Turn turn, long holdBackMillis, LongSupplier nanoTime) {
        this.service = service;
        this.link = link;
        this.turn = turn;
        this.holdBackMillis = holdBackMillis;
        this.nanoTime = nanoTime;
    }

    /** The newest known view and those that come. The caller subscribes at once, within the turn. */
    Flux<Snapshot> watch() {
        return watchers.asFlux().onBackpressureLatest();
    }

    boolean isWatched() {
        return watchers.currentSubscriberCount() > 0;
    }

    /** Asks the name server, if it can be asked and is not asked already. */
    void connect() {
        if (watch != null || !link.isUp()) {
            return;
        }
        if (retry != null) {
            retry.dispose();
            retry = null;
        }
        lastOfWatch = Version.NONE;
        watch = link.protocol()
                .watch(new NameProtocol.Query(service))
                .subscribe(
                        view -> turn.execute(() -> onView(view)),
                        failure -> turn.execute(() -> onEnd(failure)),
                        () -> turn.execute(() -> onEnd(null)));
    }

    void close() {
        if (watch != null) {
            watch.dispose();
        }
        if (retry != null) {
            retry.dispose();
        }
        watchers.tryEmitComplete();
    }

    void onView(NameProtocol.View view) {
        failures = 0;
        Snapshot said = read(view);
        if (!said.version().isAfter(lastOfWatch)) {
            return; // a watch never goes back; were it to, the newer view stands
        }
        lastOfWatch = said.version();
        Snapshot before = known;
        if (before == null || before.version().epoch() == said.version().epoch() || !losesMost(before, said)) {
            heldBack = null;
            show(said);
            return;
        }
        if (heldBack == null) {
            LOG.warn(
                    "The name server {} has restarted and knows {} of {} instances of {}: going on with those known before for up to {} ms",
                    link.address(),
                    said.endpoints().size(),
                    before.endpoints().size(),
                    service,
                    holdBackMillis);
            heldBackSinceNanos = nanoTime.getAsLong();
            turn.later(this::release, holdBackMillis);
        }
        heldBack = said;
        show(before.withFreshness(Freshness.STALE));
    }

    private void onEnd(@Nullable Throwable failure) {
        watch = null;
        failures++;
        if (known != null) {
            show(known.withFreshness(Freshness.STALE));
        }
        if (failure != null && link.isUp()) {
            LOG.warn(
                    "The watch of {} at {} ended and will be made again: {}",
                    service,
                    link.address(),
                    failure.toString());
        }
        // When the link is down, its coming up is what connects.
        retry = turn.later(this::connect, Backoff.millis(failures));
    }

    private void release() {
        Snapshot said = heldBack;
        if (said != null && nanoTime.getAsLong() - heldBackSinceNanos >= holdBackMillis * 1_000_000L) {
            heldBack = null;
            show(watch == null ? said.withFreshness(Freshness.STALE) : said);
        }
    }

    private void show(Snapshot snapshot) {
        if (!snapshot.equals(known)) {
            known = snapshot;
            watchers.tryEmitNext(snapshot);
        }
    }

    /** Whether more than half of the instances known before are missing. */
    private static boolean losesMost(Snapshot before, Snapshot said) {
        Set<String> present = new HashSet<>();
        said.endpoints().forEach(endpoint -> present.add(endpoint.instance()));
        long kept = before.endpoints().stream()
                .filter(endpoint -> present.contains(endpoint.instance()))
                .count();
        return kept * 2 < before.endpoints().size();
    }

    /** The view without the instances in it that break a rule: one bad entry does not take the others away. */
    private Snapshot read(NameProtocol.View view) {
        List<Endpoint> endpoints = new ArrayList<>(view.instances().size());
        for (NameProtocol.Instance instance : view.instances()) {
            try {
                endpoints.add(instance.toEndpoint(service));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "The name server {} gave an instance of {} that is left out: {}",
                        link.address(),
                        service,
                        e.getMessage());
            }
        }
        return new Snapshot(
                service,
                new Version(view.epoch(), view.revision()),
                view.freshness(),
                endpoints,
                Set.copyOf(view.suspects()));
    }
}
