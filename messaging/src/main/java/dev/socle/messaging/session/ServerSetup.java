package dev.socle.messaging.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * How a server's session comes to be: waits for the client's first frame, then for the acceptor, each no longer than
 * setupTimeout, and opens the session or refuses it. All on the loop.
 */
final class ServerSetup {

    private final SessionEngine engine;
    private final SessionAcceptor acceptor;
    private @Nullable Disposable timer;
    private @Nullable Disposable accepting;
    private boolean over;

    ServerSetup(SessionEngine engine, SessionAcceptor acceptor) {
        this.engine = engine;
        this.acceptor = acceptor;
    }

    void begin() {
        limit(() -> refuse(ErrorCode.INVALID_SETUP, "No SETUP" + within()));
    }

    /** Judges the first frame and asks the acceptor; the session may be open when this returns. */
    void onFirstFrame(ByteBuf frame, int at, int end) {
        Setup asked;
        try {
            asked = Handshake.read(frame, at, end);
        } catch (Handshake.Refusal refusal) {
            refuse(refusal.code, String.valueOf(refusal.getMessage()));
            return;
        }
        engine.agreed(asked);
        limit(() -> refuse(ErrorCode.REJECTED_SETUP, "Not accepted" + within()));
        accepting = acceptor.accept(engine)
                .switchIfEmpty(Mono.error(() -> InteractionException.of(ErrorCode.REJECTED, "Not accepted")))
                .subscribe(
                        handler -> engine.onLoop(() -> accepted(handler)),
                        failure -> engine.onLoop(() -> unaccepted(failure)));
        if (!over) {
            engine.connection().reading(false);
        }
    }

    /** Gives up: the connection is gone. */
    void stop() {
        over = true;
        if (timer != null) {
            timer.dispose();
        }
        if (accepting != null) {
            accepting.dispose();
        }
    }

    private void accepted(RequestHandler handler) {
        if (!over) {
            over = true;
            if (timer != null) {
                timer.dispose();
            }
            engine.accepted(handler);
        }
    }

    private void unaccepted(Throwable failure) {
        refuse(
                ErrorCode.REJECTED_SETUP,
                failure instanceof InteractionException spoken
                        ? String.valueOf(spoken.getMessage())
                        : "Refused by the acceptor");
    }

    private void refuse(int code, String text) {
        if (!over) {
            over = true;
            engine.refuse(code, text);
        }
    }

    private void limit(Runnable whenLate) {
        if (timer != null) {
            timer.dispose();
        }
        timer = engine.connection()
                .schedule(whenLate, engine.limits().setupTimeout().toMillis());
    }

    private String within() {
        return " within " + engine.limits().setupTimeout().toMillis() + " ms (setupTimeout)";
    }
}
