package dev.socle.transport.quic;

import dev.socle.transport.ConnectionException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the pipeline of a QUIC connection: opens its {@link StreamEnd} when the handshake has ended well, and tells it,
 * or who waits for it, how QUIC ends.
 *
 * <p><b>Threading:</b> the event loop of the QUIC connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class QuicGate extends ChannelInboundHandlerAdapter {

    private final QuicFailures failures;
    private final Function<QuicChannel, StreamEnd> opener;
    private final Consumer<ConnectionException> onFailure;

    /** From when it is in its pipeline. */
    @SuppressWarnings("NullAway.Init")
    private QuicChannel quic;

    private @Nullable StreamEnd end;
    private @Nullable Throwable firstFailure;
    private @Nullable Future<?> limit;
    private boolean isOver;

    /**
     * A gate for a QUIC connection that is about to begin.
     *
     * @param opener makes and registers the end when the handshake has ended well
     * @param onFailure takes the reason when it does not
     */
    QuicGate(QuicFailures failures, Function<QuicChannel, StreamEnd> opener, Consumer<ConnectionException> onFailure) {
        this.failures = failures;
        this.opener = opener;
        this.onFailure = onFailure;
    }

    /** From now on the handshake may take so long; called on the event loop. */
    void limitHandshake() {
        if (limit == null && end == null) {
            long limitMillis = failures.tls().options().handshakeTimeout().toMillis();
            limit = quic.eventLoop()
                    .schedule(
                            () -> failed(new SslHandshakeTimeoutException("handshake")),
                            limitMillis,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** It cannot be opened. */
    void failed(Throwable failure) {
        if (end == null && !isOver) {
            isOver = true;
            cancelLimit();
            Throwable known = firstFailure == null ? failure : firstFailure;
            onFailure.accept(failures.ofHandshake(quic.sslEngine(), known));
            // A turn later: the codec says so before it has told the other side.
            quic.eventLoop().execute(() -> quic.close());
        }
    }

    /** The stream that the other side has opened; only a listener's other side may. */
    void streamOpened(QuicStreamChannel stream) {
        if (end == null) {
            stream.close();
        } else {
            stream.pipeline().addLast(new StreamBridge(end));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        quic = (QuicChannel) context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        cancelLimit();
        if (!isOver) {
            end = opener.apply(quic);
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof QuicConnectionCloseEvent closed)) {
            context.fireUserEventTriggered(event);
        } else if (end == null) {
            failed(failures.ofHandshake(closed));
        } else if (!isOver) {
            over(failures.ofOpen(closed));
            quic.close(); // it would wait in vain for what is still on its way
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (firstFailure == null) {
            firstFailure = failure; // the end follows
        }
    }

    /** The last that is told, and the first where the handshake has failed: such a channel was never active. */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        failed(new IOException("it ended in the midst of the handshake"));
        if (end != null && !isOver) {
            over(
                    quic.isTimedOut()
                            ? QuicFailures.silent(QuicTraits.INSTANCE.remoteAddress(end))
                            : QuicFailures.ofStream(
                                    firstFailure == null ? new IOException("QUIC has ended") : firstFailure));
        }
        context.fireChannelUnregistered();
    }

    private void over(@Nullable Throwable why) {
        isOver = true;
        if (end != null) {
            end.gone(why);
        }
    }

    private void cancelLimit() {
        if (limit != null) {
            limit.cancel(false);
        }
    }
}
