package dev.socle.transport.channel;

import dev.socle.transport.Connection;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Operators;

/**
 * One connect: it ends once, by the channel, by its limit of time or by its subscriber, whichever comes first. A channel
 * that opens after the end is closed.
 *
 * <p><b>Threading:</b> any thread; the connection is emitted on its own event loop.
 */
public final class ConnectAttempt implements Subscription {

    private static final int WAITING = 0;
    private static final int DIALING = 1;
    private static final int ENDED = 2;

    private final ConnectMono connect;
    private final CoreSubscriber<? super Connection> subscriber;
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private final Disposable.Swap dialing = Disposables.swap();
    private final Disposable.Swap limit = Disposables.swap();
    private volatile boolean isAnswered;

    ConnectAttempt(ConnectMono connect, CoreSubscriber<? super Connection> subscriber) {
        this.connect = connect;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n) || !state.compareAndSet(WAITING, DIALING)) {
            return;
        }
        long limitMillis = connect.options().connectTimeout().toMillis();
        // Always the first loop: next() would take a turn of those in which connections get their loops.
        EventExecutor keeper = connect.loops().iterator().next();
        Future<?> timer = keeper.schedule(this::timeOut, limitMillis, TimeUnit.MILLISECONDS);
        limit.update(() -> timer.cancel(false));
        try {
            dialing.update(connect.dialer().dial(this));
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    @Override
    public void cancel() {
        if (end()) {
            dialing.dispose();
        }
    }

    /** The host has answered, and a handshake begins that may take the rest of the time. */
    public void answered() {
        isAnswered = true;
    }

    /** The channel is open: called on its event loop. */
    public void opened(ChannelConnection connection) {
        if (!end()) {
            connection.close();
            return;
        }
        subscriber.onNext(connection);
        subscriber.onComplete();
    }

    /** The channel could not be opened. */
    public void failed(Throwable failure) {
        if (end()) {
            subscriber.onError(Failures.connect(connect.address(), failure));
        }
    }

    private void timeOut() {
        if (end()) {
            dialing.dispose();
            subscriber.onError(
                    Failures.connectTimeout(connect.address(), connect.options().connectTimeout(), isAnswered));
        }
    }

    /** Whether this call ended it. */
    private boolean end() {
        int before = state.getAndSet(ENDED);
        limit.dispose();
        return before == DIALING;
    }
}
