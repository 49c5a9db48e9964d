package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One address as a source of sessions: connects when somebody asks, and again after the connection was lost. Callers that
 * ask while a connect is under way share it.
 *
 * <p>After a failure the next connect by itself waits 100 ms, then twice as long each time up to 16 s, each time a random
 * part of it, so that many clients of a server that comes back do not come at once. Somebody who asks does not wait.
 * <p><b>Threading:</b> any thread; {@link #current} is one volatile read.
 */
public final class SessionClient implements SessionSource {

    private static final long BACKOFF_MILLIS_MIN = 100;
    private static final long BACKOFF_MILLIS_MAX = 16_000;
    /** A connection that lived so long was a good one: the waiting starts over. */
    private static final long SETTLED_NANOS = 10_000_000_000L;

    private final Address address;
    private final SessionOptions options;
    private final RequestHandler handler;
    private volatile @Nullable Session session;
    private volatile @Nullable Runnable onChange;
    private volatile @Nullable Throwable lastFailure;
    private final AtomicReference<Sinks.@Nullable One<Session>> attempt = new AtomicReference<>();
    private final AtomicBoolean retryPlanned = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable Disposable retry;
    private volatile long connectedNanos;
    private volatile boolean closed;

    private SessionClient(Address address, SessionOptions options, RequestHandler handler) {
        this.address = address;
        this.options = options;
        this.handler = handler;
    }

    /** A client that has not connected yet; the handler answers what the server asks. */
    public static SessionClient of(Address address, SessionOptions options, RequestHandler handler) {
        return new SessionClient(address, options, handler);
    }

    /** A client with default options that answers nothing. */
    public static SessionClient of(Address address) {
        return new SessionClient(address, SessionOptions.defaults(), RequestHandler.rejecting());
    }

    /** Where it connects to. */
    public Address address() {
        return address;
    }

    /** Why there is no session, as far as known; null while there is one or nothing was tried. */
    public @Nullable Throwable lastFailure() {
        return session == null ? lastFailure : null;
    }

    /**
     * Connects now and again whenever the connection is lost, until {@link #close}.
     *
     * @param changed called, on any thread, each time {@link #current} changes; must be quick
     */
    public void keepConnected(Runnable changed) {
        onChange = changed;
        connect().subscribe(opened -> {}, failure -> {});
    }

    @Override
    public @Nullable Session current() {
        Session known = session;
        return known != null && known.isOpen() ? known : null;
    }

    @Override
    public Mono<Session> connect() {
        return Mono.defer(() -> {
            Session known = current();
            return known != null ? Mono.just(known) : join();
        });
    }

    @Override
    public boolean mayRetry(int attempts) {
        return attempts < 2 && current() == null; // only over a fresh connection: the address stays the same
    }

    /** Ends the session, if there is one, in order; nothing is connected any more. */
    public Mono<Void> close(Duration grace) {
        closed = true; // before the session is read: connected() does it the other way round
        Disposable planned = retry;
        if (planned != null) {
            planned.dispose();
        }
        Session last = session;
        return last == null ? Mono.empty() : last.close(grace).onErrorComplete();
    }

    private Mono<Session> join() {
        if (closed) {
            return Mono.error(new ConnectionException(
                    Reason.CLOSED, "Client of " + address + " is closed: make a new one", null));
        }
        Sinks.One<Session> mine = Sinks.one();
        Sinks.One<Session> joined = attempt.compareAndExchange(null, mine);
        if (joined == null) {
            joined = mine;
            Session.connect(address, options, handler).subscribe(this::connected, this::failed);
        }
        return joined.asMono();
    }

    private void connected(Session opened) {
        connectedNanos = System.nanoTime();
        session = opened; // before the attempt ends: who comes now finds the one or the other
        Sinks.One<Session> waiting = attempt.getAndSet(null);
        if (closed) {
            opened.dispose();
        }
        opened.onClose().subscribe(null, this::lost, () -> lost(null));
        changed();
        if (waiting != null) {
            waiting.tryEmitValue(opened);
        }
    }

    private void failed(Throwable failure) {
        lastFailure = failure;
        failures.incrementAndGet();
        Sinks.One<Session> waiting = attempt.getAndSet(null);
        if (waiting != null) {
            waiting.tryEmitError(failure);
        }
        changed();
        reconnectLater();
    }

    private void lost(@Nullable Throwable failure) {
        session = null;
        lastFailure = failure;
        if (System.nanoTime() - connectedNanos > SETTLED_NANOS) {
            failures.set(0);
        }
        failures.incrementAndGet();
        changed();
        reconnectLater();
    }

    private void reconnectLater() {
        if (closed || onChange == null || !retryPlanned.compareAndSet(false, true)) {
            return;
        }
        long ceiling =
                Math.min(BACKOFF_MILLIS_MAX, BACKOFF_MILLIS_MIN << Math.max(0, Math.min(failures.get() - 1, 20)));
        long delay = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
        Disposable planned = Mono.delay(Duration.ofMillis(delay), Schedulers.parallel())
                .subscribe(due -> {
                    retryPlanned.set(false);
                    connect().subscribe(opened -> {}, failure -> {});
                });
        retry = planned;
        if (closed) {
            planned.dispose();
        }
    }

    private void changed() {
        Runnable listener = onChange;
        if (listener != null) {
            listener.run();
        }
    }
}
