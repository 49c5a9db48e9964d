package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.Buffers;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ChannelListener;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.SocketAccess;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * WebSocket without encryption: {@code ws://host:port/path}.
 *
 * <p>In the bytes of a connection a length of 24 bits stands in front of each message, as in an RSocket over TCP; on the
 * wire each message is one binary WebSocket message without that length, as RSocket asks of a transport that keeps
 * messages apart. What is written must have that form. Plain GETs at the same port are answered with
 * {@link dev.socle.transport.WebSocketOptions#pages}.
 * <p><b>Threading:</b> as {@link dev.socle.transport.tcp.TcpTransport}.
 * <p><b>Errors:</b> a connection that ends without a Close, or with one that is not in order, was lost.
 * <p><b>Limits:</b> {@link dev.socle.transport.WebSocketOptions}; 4 KiB for the first line of a request, 8 KiB for its
 * headers, and no body.
 */
public final class WebSocketTransport implements Transport {

    static final String SCHEME = "ws";

    private static final int BACKLOG_MAX = 1_024;
    private static final int ANSWER_BYTES_MAX = 1_024;
    private static final HttpDecoderConfig HTTP = new HttpDecoderConfig()
            .setMaxInitialLineLength(4 * 1024)
            .setMaxHeaderSize(8 * 1024)
            .setMaxChunkSize(ANSWER_BYTES_MAX);

    /** One for all, because the event loops remember every resolver that they have met. */
    private static final HostResolver JDK = new HostResolver(InetAddress::getAllByName);

    private final Supplier<Loops> loops;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public WebSocketTransport() {
        this(Loops::shared);
    }

    WebSocketTransport(Supplier<Loops> loops) {
        this.loops = loops;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        String fault = fault(address, options, 1);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot connect to " + address + ": " + fault, null));
        }
        return Mono.defer(() ->
                new ConnectMono(address, options, loops.get().group(), attempt -> dial(address, options, attempt)));
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        String fault = fault(address, options, 0);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot listen at " + address + ": " + fault, null));
        }
        return JDK.resolve(address.host())
                .onErrorMap(failure -> Failures.unresolved(address, failure))
                .flatMap(hosts -> bind(address, hosts.get(0), options, onConnection));
    }

    private Disposable dial(Address address, ConnectionOptions options, ConnectAttempt attempt) {
        SocketAccess.requireOf(options.socket(), address, Use.CONNECTION);
        Disposable.Swap handshake = Disposables.swap();
        Disposable connecting = TcpClient.newConnection()
                .runOn(loops.get().with(options.socket(), address))
                .resolver(JDK)
                .host(address.host())
                .port(address.port())
                .option(ChannelOption.TCP_NODELAY, noDelay(options))
                .option(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt keeps the time, with the look-up
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .doOnChannelInit((observer, channel, remote) -> {
                    handshake.update(channel::close);
                    beginAsClient(channel, address, options, attempt);
                })
                .connect()
                .subscribe(neverEmitted -> {}, attempt::failed);
        return Disposables.composite(connecting, handshake);
    }

    private Mono<Listener> bind(
            Address address, InetAddress host, ConnectionOptions options, Consumer<Connection> onConnection) {
        if (!host.isLoopbackAddress() && !options.allowPlaintext()) {
            return Mono.error(Failures.plaintext(address));
        }
        SocketAccess.requireOf(options.socket(), address, Use.LISTENER, Use.CONNECTION);
        InetSocketAddress local = new InetSocketAddress(host, address.port());
        Admission admission = new Admission(address, options);
        AccessRules rules = new AccessRules(address, host.isLoopbackAddress(), options.webSocket());
        return TcpServer.create()
                .runOn(loops.get().with(options.socket(), address))
                .bindAddress(() -> local)
                .option(ChannelOption.SO_REUSEADDR, options.socket().value(SocketOption.SO_REUSEADDR, true))
                .option(ChannelOption.SO_BACKLOG, options.socket().value(SocketOption.SO_BACKLOG, BACKLOG_MAX))
                .childOption(ChannelOption.TCP_NODELAY, noDelay(options))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .doOnChannelInit((observer, channel, remote) -> {
                    if (admission.admit(channel)) {
                        SocketAccess.apply(channel, Use.CONNECTION, options.socket(), address);
                        beginAsServer(channel, rules, options, onConnection);
                    }
                })
                .bind()
                .<Listener>map(
                        server -> new ChannelListener(address.withPort(server.port()), server.channel(), admission))
                .onErrorMap(failure -> Failures.bind(address, local, failure));
    }

    private static void beginAsClient(
            Channel channel, Address address, ConnectionOptions options, ConnectAttempt attempt) {
        Buffers.limitUnsent(channel);
        ChannelConnection connection =
                new ChannelConnection(channel, new WebSocketTraits(address, false), options, attempt::opened);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(
                NettyPipeline.ReactiveBridge,
                "handshake",
                new ClientHandshake(address, options, connection, attempt::failed));
        pipeline.addBefore("handshake", "http", new HttpClientCodec(HTTP, false, false));
        pipeline.addBefore("handshake", "whole", new HttpObjectAggregator(ANSWER_BYTES_MAX));
    }

    private static void beginAsServer(
            Channel channel, AccessRules rules, ConnectionOptions options, Consumer<Connection> onConnection) {
        Buffers.limitUnsent(channel);
        ChannelConnection connection =
                new ChannelConnection(channel, new WebSocketTraits(rules.listener(), true), options, onConnection);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(NettyPipeline.ReactiveBridge, "handshake", new ServerHandshake(rules, options, connection));
        pipeline.addBefore("handshake", "http", new HttpServerCodec(HTTP));
    }

    /** Puts an open WebSocket's handlers in the place of its handshake, and tells the connection that it is there. */
    static void open(
            ChannelPipeline pipeline, String handshake, ConnectionOptions options, ChannelConnection connection) {
        pipeline.addAfter(handshake, "connection", connection);
        pipeline.replace(
                handshake, "messages", new MessageHandler(options.webSocket().messageBytesMax()));
        pipeline.context("messages").fireChannelActive();
    }

    /** The path as it stands in a request. */
    static String pathOf(Address address) {
        return address.path().isEmpty() ? "/" : address.path();
    }

    private static boolean noDelay(ConnectionOptions options) {
        return options.socket().value(SocketOption.TCP_NODELAY, true);
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private static @Nullable String fault(Address address, ConnectionOptions options, int lowestPort) {
        if (!address.scheme().equals(SCHEME)) {
            return "its scheme is not ws; find the transport with Transport.of";
        }
        if (address.host().isEmpty()) {
            return "it has no host; write ws://host:port/path";
        }
        if (address.port() < lowestPort) {
            return (address.port() < 0 ? "it has no port" : "nobody listens at port 0") + "; write ws://host:port/path";
        }
        if (options.halfClose()) {
            return "a WebSocket closes both ways at once; take tcp:// for ConnectionOptions.withHalfClose(true)";
        }
        return null;
    }
}
