package dev.socle.names;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Keeps a client's registrations alive: renews them all in one question, a third of the shortest time to live after the last
 * one, and registers again what the name server does not know any more.
 *
 * <p><b>Threading:</b> the client's turn, but for {@link #register} and {@link #close(HeldRegistration)}.
 */
final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final Duration DEREGISTER_TIMEOUT = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 1_000;

    private final NameLink link;
    private final Turn turn;
    private final NamesOptions options;
    private final LongSupplier nanoTime;
    private final Map<NameProtocol.Holding, HeldRegistration> held = new LinkedHashMap<>();
    private @Nullable Disposable nextRenewal;
    private long nextRenewalNanos;
    private boolean isRenewing;

    Claims(NameLink link, Turn turn, NamesOptions options, LongSupplier nanoTime) {
        this.link = link;
        this.turn = turn;
        this.options = options;
        this.nanoTime = nanoTime;
    }

    /** Registers, and tries again for a time while the name server cannot be reached; any thread. */
    Mono<Registration> register(Endpoint endpoint, Duration timeToLive) {
        long ttlMillis = timeToLive.toMillis();
        NameProtocol.Claim claim =
                new NameProtocol.Claim(endpoint.service(), NameProtocol.Instance.of(endpoint), ttlMillis);
        Mono<Registration> once = Mono.defer(() -> {
            long sentNanos = nanoTime.getAsLong();
            return link.protocol().register(claim).flatMap(granted -> hold(endpoint, granted, sentNanos));
        });
        return once.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(1))
                        .filter(Claims::isPassing))
                .timeout(options.timeout())
                .onErrorMap(
                        TimeoutException.class,
                        late -> NameFailures.unreachable(
                                "\"" + endpoint.service() + "\" is not registered",
                                link.address(),
                                options.timeout(),
                                link.lastFailure()));
    }

    /** Deregisters; any thread. */
    Mono<Void> close(HeldRegistration registration) {
        return Mono.<Boolean>create(sink -> turn.execute(() -> {
                    boolean wasHeld = held.remove(registration.holding(), registration);
                    if (wasHeld) {
                        registration.end(null);
                    }
                    sink.success(wasHeld && link.isUp());
                }))
                .filter(isToBeAsked -> isToBeAsked)
                .flatMap(asked -> link.protocol().deregister(registration.holding()))
                .timeout(DEREGISTER_TIMEOUT)
                .onErrorComplete() // the claim ends with its time to live
                .then();
    }

    /** Deregisters everything; any thread. */
    Mono<Void> closeAll() {
        return Mono.<List<HeldRegistration>>create(
                        sink -> turn.execute(() -> sink.success(new ArrayList<>(held.values()))))
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::close, 100)
                .then();
    }

    /** The name server is there again, or gone: what it knows of us is to be found out at once. */
    void onLinkChanged() {
        if (link.isUp() && !held.isEmpty()) {
            renewIn(0);
        }
    }

    private Mono<Registration> hold(Endpoint asked, NameProtocol.Granted granted, long sentNanos) {
        HeldRegistration registration = new HeldRegistration(
                asked.withIncarnation(granted.incarnation()), granted.ttlMillis(), sentNanos, this);
        return Mono.create(sink -> {
            turn.execute(() -> {
                HeldRegistration replaced = held.put(registration.holding(), registration);
                if (replaced != null) {
                    replaced.end(null); // the same incarnation again: it lives on in the new one
                }
                renewIn(renewalMillis());
                sink.success(registration);
            });
            sink.onCancel(() -> close(registration).subscribe()); // nobody wants it any more
        });
    }

    /** Renews after a time at the latest: what is due sooner stays, so that many registrations do not put off each other's. */
    private void renewIn(long delayMillis) {
        long dueNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        if (nextRenewal != null) {
            if (nextRenewalNanos - dueNanos <= 0) {
                return;
            }
            nextRenewal.dispose();
        }
        nextRenewalNanos = dueNanos;
        nextRenewal = turn.later(this::renew, delayMillis);
    }

    private void renew() {
        nextRenewal = null;
        held.values().forEach(this::noticeLapse);
        if (held.isEmpty() || isRenewing) {
            return;
        }
        if (!link.isUp()) {
            renewIn(RETRY_MILLIS); // to notice lapses; a link that comes up renews at once
            return;
        }
        List<HeldRegistration> asked =
                held.values().stream().filter(each -> !each.isRegistering).toList();
        long sentNanos = nanoTime.getAsLong();
        isRenewing = true;
        link.protocol()
                .renew(new NameProtocol.Renewal(
                        asked.stream().map(HeldRegistration::holding).toList()))
                .subscribe(
                        renewed -> turn.execute(() -> onRenewed(asked, renewed, sentNanos)),
                        failure -> turn.execute(() -> onNotRenewed(failure)));
    }

    private void onRenewed(List<HeldRegistration> asked, NameProtocol.Renewed renewed, long sentNanos) {
        isRenewing = false;
        Map<NameProtocol.Holding, Integer> refused = new LinkedHashMap<>();
        renewed.refused().forEach(each -> refused.put(each.holding(), each.code()));
        for (HeldRegistration each : asked) {
            if (held.get(each.holding()) != each) {
                continue; // closed meanwhile
            }
            Integer code = refused.get(each.holding());
            if (code == null) {
                each.confirmed(sentNanos);
            } else if (code == NameErrors.CONFLICT) {
                endRefused(each, NameFailures.replaced(each.endpoint(), link.address()));
            } else {
                registerAgain(each);
            }
        }
        renewIn(renewalMillis());
    }

    private void onNotRenewed(Throwable failure) {
        isRenewing = false;
        LOG.debug("Renewal at {} failed: {}", link.address(), failure.toString());
        renewIn(Math.min(RETRY_MILLIS, renewalMillis()));
    }

    private void registerAgain(HeldRegistration registration) {
        registration.lost();
        registration.isRegistering = true;
        LOG.info("The name server {} does not know {} any more: registering again", link.address(), registration);
        long sentNanos = nanoTime.getAsLong();
        link.protocol()
                .register(registration.claim())
                .subscribe(
                        granted -> turn.execute(() -> {
                            registration.isRegistering = false;
                            registration.confirmed(sentNanos);
                        }),
                        failure -> turn.execute(() -> {
                            registration.isRegistering = false;
                            onNotRegisteredAgain(registration, failure);
                        }));
    }

    private void onNotRegisteredAgain(HeldRegistration registration, Throwable failure) {
        if (held.get(registration.holding()) != registration) {
            return; // closed meanwhile
        }
        if (failure instanceof InteractionException refusal
                && (refusal.code() == NameErrors.CONFLICT || refusal.code() == ErrorCode.INVALID)) {
            endRefused(registration, refusal);
        } else {
            renewIn(RETRY_MILLIS); // which finds it unknown, and registers again
        }
    }

    private void endRefused(HeldRegistration registration, Throwable refusal) {
        LOG.warn("Registration {} is over: {}", registration, refusal.getMessage());
        held.remove(registration.holding(), registration);
        registration.end(refusal);
    }

    private void noticeLapse(HeldRegistration registration) {
        if (nanoTime.getAsLong() - registration.confirmedNanos
                > TimeUnit.MILLISECONDS.toNanos(registration.ttlMillis)) {
            registration.lost();
        }
    }

    /** A third of the shortest time to live, a tenth of it more or less, so that clients do not beat as one. */
    private long renewalMillis() {
        long shortest =
                held.values().stream().mapToLong(each -> each.ttlMillis).min().orElse(RETRY_MILLIS);
        long third = Math.max(1, shortest / 3);
        return third - ThreadLocalRandom.current().nextLong(third / 10 + 1);
    }

    /** Whether trying again may help. */
    private static boolean isPassing(Throwable failure) {
        if (!(failure instanceof InteractionException said)) {
            return !(failure instanceof IllegalArgumentException);
        }
        return said.code() == NameErrors.UNAVAILABLE
                || said.code() == ErrorCode.REJECTED
                || said.code() == ErrorCode.DEADLINE_EXCEEDED;
    }
}
