package dev.socle.messaging.oncrpc;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * A call of a client that waits for its reply.
 *
 * <p><b>Threading:</b> on the loop of its connection or socket.
 */
final class PendingCall {

    private final int xid;
    private final Procedure procedure;
    private final MonoSink<Object[]> sink;
    private @Nullable Disposable deadline;
    private @Nullable Disposable resending;
    private @Nullable ByteBuf sent;

    PendingCall(int xid, Procedure procedure, MonoSink<Object[]> sink) {
        this.xid = xid;
        this.procedure = procedure;
        this.sink = sink;
    }

    int xid() {
        return xid;
    }

    Procedure procedure() {
        return procedure;
    }

    void deadline(Disposable timer) {
        deadline = timer;
    }

    /** Names the timer of the next time that it is sent. */
    void resending(Disposable timer) {
        resending = timer;
    }

    /** Keeps what was sent, to be sent again. <b>Ownership:</b> passes to this call. */
    void keep(ByteBuf message) {
        sent = message;
    }

    /** A reference of its own to what was kept; null when the call has ended. */
    @Nullable
    ByteBuf kept() {
        return sent == null ? null : sent.retainedDuplicate();
    }

    void succeed(Object[] result) {
        end();
        sink.success(result);
    }

    void fail(Throwable failure) {
        end();
        sink.error(failure);
    }

    /** Stops its timers, and lets go of what was kept. */
    void end() {
        if (deadline != null) {
            deadline.dispose();
        }
        if (resending != null) {
            resending.dispose();
        }
        if (sent != null) {
            sent.release();
            sent = null;
        }
    }
}
