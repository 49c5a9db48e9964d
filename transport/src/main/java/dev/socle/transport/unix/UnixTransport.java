package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.Transport;
import dev.socle.transport.UnixOptions;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.Buffers;
import dev.socle.transport.channel.ChannelConnection;
import dev.socle.transport.channel.ChannelListener;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.ConnectMono;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.SocketAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Stream sockets between processes of one machine: {@code unix:///path}, with {@code %20} and the like where a path needs
 * it.
 *
 * <p>Who may connect is decided by the permissions of the socket's file, and, where the engine tells the user at the other
 * end, by {@link UnixOptions#anyUser}. A socket's file that was left behind by a process of the same user is replaced;
 * anything else that is in the way stays.
 * <p><b>Threading:</b> the connections live on {@link Loops#shared}; files are handled on threads that may block. A
 * connection and a listener are emitted on their event loop, an error on any thread.
 * <p><b>Limits:</b> paths of 107 bytes, 103 on other systems than Linux; at most 1,024 connections that the system has
 * accepted and this process has not.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public final class UnixTransport implements Transport {

    private static final int BACKLOG_MAX = 1_024;
    private static final int ROOT = 0;
    private static final Set<PosixFilePermission> OF_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Supplier<Loops> loops;

    /** The transport on the shared loops, as {@link Transport#of} makes it. */
    public UnixTransport() {
        this(Loops::shared);
    }

    UnixTransport(Supplier<Loops> loops) {
        this.loops = loops;
    }

    @Override
    public String scheme() {
        return UnixPath.SCHEME;
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return Mono.defer(() -> {
            Path path = UnixPath.of(address, "Cannot connect to");
            return new ConnectMono(
                    address, options, loops.get().group(), attempt -> dial(address, path, options, attempt));
        });
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return Mono.create(sink -> Schedulers.boundedElastic().schedule(() -> {
            try {
                UnixListener listener = bind(address, options, onConnection);
                sink.onCancel(() -> listener.close().subscribe());
                listener.bound().channel().eventLoop().execute(() -> sink.success(listener));
            } catch (RuntimeException failure) {
                sink.error(failure);
            }
        }));
    }

    private Disposable dial(Address address, Path path, ConnectionOptions options, ConnectAttempt attempt) {
        UnixTraits traits = UnixTraits.connecting(address);
        requireFullClose(address, options);
        SocketAccess.requireOf(options.socket(), address, Use.CONNECTION);
        Channel socket = SocketAccess.applied(loops.get().newUnixSocket(), Use.CONNECTION, options.socket(), address);
        ChannelFuture connected = new Bootstrap()
                .group(loops.get().group())
                .channelFactory(() -> socket)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt keeps the time
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelConnection(channel, traits, options, attempt::opened));
                    }
                })
                .connect(loops.get().unixAddress(path));
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                Throwable failure = done.cause();
                // Why it failed is to be seen at the file.
                Schedulers.boundedElastic().schedule(() -> attempt.failed(refused(address, path, failure)));
            }
        });
        return () -> connected.channel().close();
    }

    private UnixListener bind(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        Path path = UnixPath.of(address, "Cannot listen at");
        UnixOptions unix = options.unix();
        boolean knowsPeers = loops.get().namesUnixPeers();
        if (!unix.anyUser() && !knowsPeers && !OF_OWNER.containsAll(unix.permissions())) {
            throw UnixPath.unusable(
                    address,
                    "Cannot listen at",
                    "permissions " + unix.permissions() + " let other users in, and engine "
                            + loops.get().engine()
                            + " does not tell who connects; leave the permissions to the owner, or"
                            + " allow all with UnixOptions.withAnyUser(true)");
        }
        requireFullClose(address, options);
        SocketAccess.requireOf(options.socket(), address, Use.LISTENER, Use.CONNECTION);
        SocketAccess.applied(loops.get().newUnixSocket(), Use.CONNECTION, options.socket(), address)
                .unsafe()
                .closeForcibly();
        ServerChannel server =
                SocketAccess.applied(loops.get().newServerUnixSocket(), Use.LISTENER, options.socket(), address);
        SocketFile file;
        try {
            file = SocketFile.prepare(address, path);
        } catch (RuntimeException failure) {
            server.unsafe().closeForcibly();
            throw failure;
        }
        Admission admission = new Admission(address, options);
        UnixTraits traits = UnixTraits.accepted(address);
        boolean checksUser = !unix.anyUser() && knowsPeers;
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.get().group())
                .channelFactory(() -> server)
                .option(ChannelOption.SO_BACKLOG, options.socket().value(SocketOption.SO_BACKLOG, BACKLOG_MAX))
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Buffers.receive())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (admission.admit(channel)
                                && (!checksUser || isAdmitted(channel, traits, file.ownUid(), admission))) {
                            SocketAccess.apply(channel, Use.CONNECTION, options.socket(), address);
                            channel.pipeline().addLast(new ChannelConnection(channel, traits, options, onConnection));
                        }
                    }
                })
                .bind(loops.get().unixAddress(file.boundPath()));
        bound.awaitUninterruptibly();
        try {
            if (!bound.isSuccess()) {
                throw SocketFile.failed(address, bound.cause());
            }
            file.publish(unix.permissions());
        } catch (ConnectionException failure) {
            bound.channel().close();
            file.discard();
            throw failure;
        }
        return new UnixListener(new ChannelListener(address, bound.channel(), admission), file);
    }

    /** What Netty's Unix sockets cannot do: with epoll as with NIO, output that waits is stuck once the input has ended. */
    private static void requireFullClose(Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            throw Failures.noHalfClose(address);
        }
    }

    /** Whether this user or root is at the other end; else the channel is closed. */
    private static boolean isAdmitted(Channel channel, UnixTraits traits, int ownUid, Admission admission) {
        PeerIdentity peer = traits.peer(channel);
        if (peer instanceof PeerIdentity.LocalProcess process && (process.uid() == ownUid || process.uid() == ROOT)) {
            return true;
        }
        admission.refuse(
                channel,
                Reason.REJECTED,
                "it is for user " + ownUid + " and root, not for " + peer
                        + "; let others in with UnixOptions.withAnyUser(true), or find who connects");
        return false;
    }

    /** Blocks. */
    private static ConnectionException refused(Address address, Path path, Throwable failure) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new ConnectionException(
                    Reason.REFUSED,
                    "Connect to " + address + " failed: there is no such file; start what should listen there, or"
                            + " correct the address",
                    failure);
        }
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            return UnixPath.unusable(
                    address, "Cannot connect to", "what is there is not a socket; correct the address");
        }
        if (!Files.isWritable(path)) {
            return UnixPath.unusable(
                    address,
                    "Cannot connect to",
                    "this user may not; its permissions must let the user write to the file");
        }
        return new ConnectionException(
                Reason.REFUSED,
                "Connect to " + address + " failed: " + failure.getMessage()
                        + "; nobody listens there any more, or too many wait to be accepted: look at what should listen"
                        + " there",
                failure);
    }
}
