package dev.socle.transport.local;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Connections inside one process: {@code local://name}, without a socket. Names do not tell upper from lower case.
 *
 * <p>Buffers mostly travel by reference, and are borrowed by the handler that gets them all the same.
 * <p><b>Threading:</b> the connections live on two event loops of their own. A connection and a listener are emitted on
 * their event loop.
 * <p><b>Limits:</b> what is written and not yet read counts as queued, but for the first 256 KiB, which stand for the
 * buffers of a socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public final class LocalTransport implements Transport {

    private static final String SCHEME = "local";
    private static final AtomicLong CONNECTS = new AtomicLong();

    private final Supplier<EventLoopGroup> loops;

    /** The transport on the loops that all local connections share, as {@link Transport#of} makes it. */
    public LocalTransport() {
        this(() -> Shared.LOOPS);
    }

    LocalTransport(Supplier<EventLoopGroup> loops) {
        this.loops = loops;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        String fault = fault(address);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot connect to " + address + ": " + fault, null));
        }
        ConnectionException refusal = refusal(address, options);
        if (refusal != null) {
            return Mono.error(refusal);
        }
        return Mono.defer(
                () -> new ConnectMono(address, options, loops.get(), attempt -> dial(address, options, attempt)));
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        String fault = fault(address);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot listen at " + address + ": " + fault, null));
        }
        ConnectionException refusal = refusal(address, options);
        if (refusal != null) {
            return Mono.error(refusal);
        }
        return Mono.create(sink -> {
            Admission admission = new Admission(address, options);
            ChannelFuture bound = new ServerBootstrap()
                    .group(loops.get())
                    .channelFactory(LocalEnd.Server::new)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                    .childHandler(new Init(options, admission, onConnection))
                    .bind(new LocalAddress(address.host()));
            Listener listener = new ChannelListener(address, bound.channel(), admission);
            sink.onCancel(() -> bound.channel().close());
            bound.addListener(done -> {
                if (done.isSuccess()) {
                    sink.success(listener);
                } else {
                    sink.error(Failures.inUse(address, done.cause()));
                }
            });
        });
    }

    private Disposable dial(Address address, ConnectionOptions options, ConnectAttempt attempt) {
        // Neither a name that a user would choose nor one that another connection has.
        LocalAddress own = new LocalAddress(address.host() + "~" + CONNECTS.incrementAndGet());
        ChannelFuture connected = new Bootstrap()
                .group(loops.get())
                .channelFactory(LocalEnd::new)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.marks(options))
                .handler(new Init(options, null, attempt::opened))
                .connect(new LocalAddress(address.host()), own);
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                attempt.failed(done.cause());
            }
        });
        return () -> connected.channel().close();
    }

    /** What only sockets can do; null when nothing of it is asked for. */
    private static @Nullable ConnectionException refusal(Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            return Failures.noHalfClose(address);
        }
        try {
            SocketAccess.requireOf(options.socket(), address); // of no kind of socket
            return null;
        } catch (ConnectionException refusal) {
            return refusal;
        }
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private static @Nullable String fault(Address address) {
        if (!address.scheme().equals(SCHEME)) {
            return "its scheme is not local; find the transport with Transport.of";
        }
        if (address.host().isBlank()) {
            return "it has no name; write local://name";
        }
        if (address.port() >= 0 || !address.path().isEmpty() || !address.query().isEmpty()) {
            return "a local address has a name and nothing else; write local://name";
        }
        return null;
    }

    /** Fills the pipeline of a new end. */
    private static final class Init extends ChannelInitializer<LocalEnd> {

        private final ConnectionOptions options;
        private final @Nullable Admission admission;
        private final Consumer<? super ChannelConnection> onOpen;

        Init(ConnectionOptions options, @Nullable Admission admission, Consumer<? super ChannelConnection> onOpen) {
            this.options = options;
            this.admission = admission;
            this.onOpen = onOpen;
        }

        @Override
        protected void initChannel(LocalEnd end) {
            if (admission == null || admission.admit(end)) {
                end.pipeline().addLast(end.pipe(), new ChannelConnection(end, LocalTraits.INSTANCE, options, onOpen));
            }
        }
    }

    /** Made when first asked for. */
    private static final class Shared {
        static final EventLoopGroup LOOPS = Loops.group("socle-local", 2, LocalIoHandler.newFactory());
    }
}
