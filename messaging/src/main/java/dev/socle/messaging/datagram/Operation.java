package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.InteractionSpec;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * One call of a client, from its subscription to its end, which comes once.
 *
 * <p><b>Threading:</b> the client's event loop.
 */
final class Operation<Q, R> {

    private final InteractionSpec<Q, R> spec;
    private final Q request;
    private final int kind;
    private final MonoSink<R> sink;

    private long id;
    private @Nullable ByteBuf datagram;
    private @Nullable Disposable resend;
    private @Nullable Disposable deadline;
    private boolean isEnded;
    /** How often it was sent with a proof of the address, thus could have been executed. */
    private int provedSends;
    /** The incarnation that these named. */
    private long provedTo;
    /** Whether a challenge was followed since the last wait; one a wait is enough. */
    private boolean isChallengeFollowed;

    Operation(InteractionSpec<Q, R> spec, Q request, int kind, MonoSink<R> sink) {
        this.spec = spec;
        this.request = request;
        this.kind = kind;
        this.sink = sink;
    }

    /** Takes its number, and writes the request into a buffer that becomes its own; throws what the encoder throws. */
    void encode(long number, ByteBuf out) {
        id = number;
        datagram = out;
        Layout.writeHeader(out, kind, number, 0).writeZero(Layout.TOKEN_BYTES);
        Messages.write(out, spec.encoder(), request);
    }

    /** Gives up the request's value: it was encoded, or never will be. */
    void releaseRequest() {
        spec.encoder().release(request);
    }

    long id() {
        return id;
    }

    String name() {
        return spec.name();
    }

    long deadlineMillis() {
        return spec.deadlineMillis();
    }

    boolean isNote() {
        return kind == Layout.NOTE;
    }

    boolean isEnded() {
        return isEnded;
    }

    /** Whether it may have been executed. */
    boolean mayBeExecuted() {
        return provedSends > 0;
    }

    /** Whether an answer of an incarnation can be an answer to this. */
    boolean wasSentTo(long incarnation) {
        return provedSends > 0 && provedTo == incarnation;
    }

    /** Whether it may be sent to an incarnation: another one would execute it anew. */
    boolean maySendTo(long incarnation) {
        return provedSends == 0 || provedTo == incarnation || spec.idempotent();
    }

    /** The copy that named an incarnation came to another, which did not execute it; if it was the only one, nobody did. */
    void refused(long named) {
        if (provedSends == 1 && provedTo == named) {
            provedSends = 0;
        }
    }

    MonoSink<R> sink() {
        return sink;
    }

    /** The datagram as it is sent now; a reference for the caller. */
    ByteBuf datagram(ByteBuf token, long incarnation) {
        ByteBuf own = Objects.requireNonNull(datagram, "sent before it was encoded");
        boolean isProved = token.isReadable();
        if (isProved) {
            provedSends++;
            provedTo = incarnation;
        }
        ByteBuf copy = own.copy();
        if (isProved) {
            copy.setLong(Layout.INCARNATION, incarnation);
            copy.setBytes(Layout.TOKEN, token, token.readerIndex(), Layout.TOKEN_BYTES);
        }
        return copy;
    }

    /** Whether to follow a challenge now; false for further ones until the next wait is over. */
    boolean followChallenge() {
        boolean follows = !isChallengeFollowed;
        isChallengeFollowed = true;
        return follows;
    }

    /** A wait is over. */
    void waited() {
        isChallengeFollowed = false;
    }

    void resend(Disposable timer) {
        resend = timer;
    }

    void deadline(Disposable timer) {
        deadline = timer;
    }

    /** The answer; whatever goes wrong with it is this call's failure. */
    void answered(MessageView message) {
        if (!end()) {
            return;
        }
        R value;
        try {
            value = spec.decoder().decode(message);
        } catch (RuntimeException failure) {
            sink.error(failure);
            return;
        }
        sink.success(value);
    }

    void succeeded() {
        if (end()) {
            sink.success();
        }
    }

    void failed(Throwable failure) {
        if (end()) {
            sink.error(failure);
        }
    }

    /** Ends it without a signal; false when it had ended. */
    boolean end() {
        if (isEnded) {
            return false;
        }
        isEnded = true;
        if (resend != null) {
            resend.dispose();
        }
        if (deadline != null) {
            deadline.dispose();
        }
        if (datagram != null) {
            datagram.release();
            datagram = null;
        }
        return true;
    }
}
