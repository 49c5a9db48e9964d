package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ChannelListener;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.tls.TlsContext;
import dev.socle.transport.tls.TlsFailures;
import dev.socle.transport.tls.TlsListener;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionIdGenerator;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicTransportError;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Binds a socket and accepts QUIC connections on it.
 *
 * <p><b>Threading:</b> all connections of one listener share the event loop of its socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class QuicServer {

    private final Address address;
    private final ConnectionOptions options;
    private final TlsContext tls;
    private final Consumer<Connection> onConnection;
    private final Admission admission;
    private final OpenConnections open = new OpenConnections();

    QuicServer(Address address, ConnectionOptions options, TlsContext tls, Consumer<Connection> onConnection) {
        this.address = address;
        this.options = options;
        this.tls = tls;
        this.onConnection = onConnection;
        this.admission = new Admission(address, options);
    }

    /** Binds; to be subscribed to in a thread that may block, as random numbers come from the system. */
    Mono<Listener> bind(Loops loops, InetSocketAddress local) {
        return Mono.create(sink -> {
            ChannelFuture bound = QuicSockets.bootstrap(loops, local.getAddress(), address, options, codec())
                    .bind(local);
            Channel socket = bound.channel();
            sink.onCancel(() -> socket.close());
            bound.addListener(done -> {
                if (done.isSuccess()) {
                    int port = ((InetSocketAddress) socket.localAddress()).getPort();
                    ChannelListener listener = new ChannelListener(address.withPort(port), socket, admission);
                    sink.success(new TlsListener(new QuicListener(listener, open), tls.refreshing()));
                } else {
                    sink.error(Failures.bind(address, local, done.cause()));
                }
            });
        });
    }

    private ChannelHandler codec() {
        QuicConnectionIdGenerator ids = QuicConnectionIdGenerator.signGenerator();
        ids.newId(ByteBuffer.allocate(1), Quic.MAX_CONN_ID_LEN); // has it make its key here, not on the loop
        return QuicLimits.server()
                .connectionIdAddressGenerator(ids)
                .tokenHandler(new RetryTokens(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())))
                .sslEngineProvider(quic -> QuicTls.newEngine(tls, quic.alloc()))
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel quic) {
                        accept(quic);
                    }
                })
                .streamHandler(new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                        streamOpened(stream);
                    }
                })
                .build();
    }

    private void accept(QuicChannel quic) {
        if (!open.add(quic) || !admission.admit(quic, quic.remoteSocketAddress())) {
            // A turn later, when what came has been read: before that nothing can be said to the other side.
            quic.eventLoop()
                    .execute(() -> quic.close(
                            false, (int) QuicTransportError.CONNECTION_REFUSED.code(), Unpooled.EMPTY_BUFFER));
            return;
        }
        TlsFailures failures = TlsFailures.ofAccepted(
                name(quic.remoteSocketAddress()),
                QuicTraits.INSTANCE.address(quic.localSocketAddress()),
                tls.options());
        QuicGate gate =
                new QuicGate(new QuicFailures(failures), this::open, failure -> admission.refuse(quic, failure));
        quic.pipeline().addLast(gate);
        gate.limitHandshake();
    }

    private StreamEnd open(QuicChannel quic) {
        StreamEnd end = new StreamEnd(quic, options);
        end.pipeline().addLast(new ChannelConnection(end, QuicTraits.INSTANCE, options, onConnection));
        quic.eventLoop().register(end);
        return end;
    }

    private static void streamOpened(QuicStreamChannel stream) {
        QuicGate gate = stream.parent().pipeline().get(QuicGate.class);
        if (gate == null) {
            stream.close();
        } else {
            gate.streamOpened(stream);
        }
    }

    private static String name(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : "somewhere";
    }
}
