package dev.socle.transport.quic;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.tls.TlsFailures;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicTransportError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with QUIC, in the words of those who use it.
 *
 * @param tls says the same of TLS
 */
record QuicFailures(TlsFailures tls) {

    private static final int TEXT_CHARS_MAX = 200;

    /** Why a connection is not open that this side has given up. */
    ConnectionException ofHandshake(@Nullable SSLEngine engine, Throwable failure) {
        if (failure instanceof ConnectionException known) {
            return known;
        }
        if (failure instanceof QuicClosedChannelException closed && closed.event() != null) {
            return ofHandshake(closed.event());
        }
        if (failure instanceof SSLException && engine != null) {
            return tls.ofHandshake(engine, failure);
        }
        return ended(Reason.LOST, text(failure) + "; the log of the other side should say more", failure);
    }

    /** Why a connection is not open that the other side has given up. */
    ConnectionException ofHandshake(QuicConnectionCloseEvent event) {
        IOException said = said(event);
        if (event.isTlsError()) {
            return tls.ofAlert(QuicConnectionCloseEvent.extractTlsError(event.error()), said);
        }
        if (isRefusal(event)) {
            return refused(said);
        }
        return ended(Reason.LOST, said.getMessage() + "; its log should say why", said);
    }

    /** Why an open connection has ended; null when the other side closed it in order. */
    @Nullable
    Throwable ofOpen(QuicConnectionCloseEvent event) {
        if (event.isTlsError()) {
            return tls.ofAlert(QuicConnectionCloseEvent.extractTlsError(event.error()), said(event));
        }
        if (isRefusal(event)) { // this side had ended its part of the handshake before it was told
            return refused(said(event));
        }
        if (event.isApplicationClose() && event.error() == StreamEnd.IN_ORDER) {
            return null;
        }
        return event.isApplicationClose() && event.error() == StreamEnd.CUT_OFF
                ? new IOException("the other side broke it off before it had sent all")
                : said(event);
    }

    /** A failure of the stream; what is none of the system looks like one, as nothing here can be repaired either. */
    static IOException ofStream(Throwable failure) {
        return failure instanceof IOException known ? known : new IOException(text(failure), failure);
    }

    /** Nothing came for too long. */
    static ConnectionException silent(Object remote) {
        return new ConnectionException(
                Reason.SILENT,
                "Connection to " + remote + " was lost: nothing came for " + QuicLimits.IDLE_MINUTES_MAX
                        + " minutes; see that the other side lives and can be reached, or send something in between",
                null,
                true);
    }

    private static boolean isRefusal(QuicConnectionCloseEvent event) {
        return !event.isApplicationClose() && event.error() == QuicTransportError.CONNECTION_REFUSED.code();
    }

    private ConnectionException refused(IOException said) {
        return ended(
                Reason.REFUSED,
                "the listener there admits no more connections, or is being closed; try again later, or look at its log",
                said);
    }

    private ConnectionException ended(Reason reason, String why, Throwable failure) {
        return new ConnectionException(reason, tls.what() + ": " + why, failure);
    }

    private static IOException said(QuicConnectionCloseEvent event) {
        String reason = reason(event).replaceAll("\\p{Cntrl}+", " ");
        String cut = reason.length() > TEXT_CHARS_MAX ? reason.substring(0, TEXT_CHARS_MAX) + "…" : reason;
        String code = event.isApplicationClose()
                ? "code " + event.error()
                : QuicTransportError.valueOf(event.error()).toString();
        return new IOException(
                "the other side closed it with " + code + (cut.isBlank() ? "" : ": \"" + cut.strip() + "\""));
    }

    private static String reason(QuicConnectionCloseEvent event) {
        try {
            return new String(event.reason(), StandardCharsets.UTF_8);
        } catch (NullPointerException none) { // all that the codec has for a reason that was not given
            return "";
        }
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
