package dev.socle.transport.quic;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.tls.TlsContext;
import dev.socle.transport.tls.TlsFailures;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicStreamType;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * Opens one QUIC connection, on a socket of its own, at the first address of a host where something listens.
 *
 * <p><b>Threading:</b> any thread, then the event loop of the socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class QuicClient {

    private final Address address;
    private final ConnectionOptions options;
    private final Loops loops;
    private final TlsContext tls;
    private final ConnectAttempt attempt;
    private final Disposable.Swap socket = Disposables.swap();

    QuicClient(Address address, ConnectionOptions options, Loops loops, TlsContext tls, ConnectAttempt attempt) {
        this.address = address;
        this.options = options;
        this.loops = loops;
        this.tls = tls;
        this.attempt = attempt;
    }

    /** Begins, and gives what breaks it off. */
    Disposable dial(List<InetAddress> hosts) {
        dialNext(hosts, 0);
        return socket;
    }

    /** Goes on in a thread that may block, as random numbers come from the system. */
    private void dialNext(List<InetAddress> hosts, int at) {
        Schedulers.boundedElastic().schedule(() -> {
            try {
                dialNow(hosts, at);
            } catch (RuntimeException failure) {
                attempt.failed(failure);
            }
        });
    }

    private void dialNow(List<InetAddress> hosts, int at) {
        InetAddress host = hosts.get(at);
        QuicGate gate = new QuicGate(
                new QuicFailures(TlsFailures.ofConnect(address, tls.options())), this::open, attempt::failed);
        ChannelHandler codec = QuicLimits.client()
                .sslEngineProvider(quic -> QuicTls.newEngine(tls, quic.alloc(), address.host(), address.port()))
                .build();
        QuicConnectionAddress local = QuicConnectionAddress.random();
        QuicConnectionAddress remote = QuicConnectionAddress.random();
        ChannelInitializer<Channel> pipeline = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                ConnectedSocket connected = new ConnectedSocket(
                        () -> {
                            attempt.answered();
                            gate.limitHandshake();
                        },
                        refusal -> refused(channel, refusal, hosts, at));
                channel.pipeline().addLast(connected, codec);
            }
        };
        ChannelFuture opened = QuicSockets.bootstrap(loops, host, address, options, pipeline)
                .connect(new InetSocketAddress(host, address.port()));
        Channel channel = opened.channel();
        socket.update(channel::close);
        opened.addListener(done -> {
            if (done.isSuccess()) {
                connect(channel, local, remote, gate);
            } else {
                refused(channel, done.cause(), hosts, at);
            }
        });
    }

    private void refused(Channel channel, Throwable refusal, List<InetAddress> hosts, int at) {
        if (at + 1 < hosts.size() && !socket.isDisposed()) {
            dialNext(hosts, at + 1);
        } else {
            attempt.failed(refusal);
        }
        channel.close();
    }

    private static void connect(
            Channel channel, QuicConnectionAddress local, QuicConnectionAddress remote, QuicGate gate) {
        ChannelInitializer<QuicChannel> pipeline = new ChannelInitializer<>() {
            @Override
            protected void initChannel(QuicChannel quic) {
                // A turn later, when what was said last has left.
                quic.closeFuture().addListener(closed -> channel.eventLoop().execute(() -> channel.close()));
                quic.pipeline().addLast(gate);
            }
        };
        QuicChannel.newBootstrap(channel)
                .handler(pipeline)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt keeps the time
                .localConnectionAddress(local)
                .remoteConnectionAddress(remote)
                .remoteAddress(channel.remoteAddress())
                .connect()
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        gate.failed(done.cause());
                    }
                });
    }

    private StreamEnd open(QuicChannel quic) {
        StreamEnd end = new StreamEnd(quic, options);
        quic.createStream(QuicStreamType.BIDIRECTIONAL, new StreamBridge(end)).addListener(created -> {
            if (created.isSuccess()) {
                end.pipeline().addLast(new ChannelConnection(end, QuicTraits.INSTANCE, options, attempt::opened));
                quic.eventLoop().register(end);
            } else {
                attempt.failed(new ConnectException("the other side takes no stream: " + created.cause()));
                quic.close();
            }
        });
        return end;
    }
}
