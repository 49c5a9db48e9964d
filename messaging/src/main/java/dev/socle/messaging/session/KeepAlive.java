package dev.socle.messaging.session;

import dev.socle.transport.Connection;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Sends a client's keep-alives, and finds on both sides that the other one has fallen silent. All on the loop.
 *
 * <p>Whatever arrives proves life, but keep-alives are sent under load too, because some peers count nothing else. Before
 * the verdict the loop gets one more turn, so that a process that was paused reads what waits for it in the socket.
 */
final class KeepAlive {

    private final Connection connection;
    private final ControlFrames control;
    private final boolean sends;
    private final int everyMillis;
    private final long lifetimeNanos;
    private final Runnable onSilence;
    private @Nullable Disposable timer;
    private long heardNanos = System.nanoTime();
    private boolean suspected;

    KeepAlive(
            Connection connection,
            ControlFrames control,
            boolean sends,
            int everyMillis,
            int lifetimeMillis,
            Runnable onSilence) {
        this.connection = connection;
        this.control = control;
        this.sends = sends;
        this.everyMillis = everyMillis;
        this.lifetimeNanos = lifetimeMillis * 1_000_000L;
        this.onSilence = onSilence;
    }

    void start() {
        timer = connection.schedule(this::tick, everyMillis);
    }

    void stop() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }

    /** Something has arrived. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        suspected = false;
    }

    private void tick() {
        if (System.nanoTime() - heardNanos > lifetimeNanos) {
            if (suspected) {
                timer = null;
                onSilence.run();
                return;
            }
            suspected = true;
            timer = connection.schedule(this::tick, 1);
            return;
        }
        if (sends) {
            control.keepAlive(true, Unpooled.EMPTY_BUFFER, 0, 0);
        }
        timer = connection.schedule(this::tick, everyMillis);
    }
}
