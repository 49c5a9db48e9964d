package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.Datagrams;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.SocketAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketProtocolFamily;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Opens datagram channels of one kind. Reactor Netty's own datagram support would put a {@code Flux} between the channel
 * and the handler, so the channels are made here, on the same loops.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
record DatagramSockets(DatagramTraits traits, Loops loops, SocketProtocolFamily family) {

    /** Datagrams of one socket in a row; who floods one socket must not keep the loop from the others for longer. */
    private static final int READS_MAX = 16;

    /**
     * Opens one socket for each subscription, and closes it when nobody takes it.
     *
     * @param prepare what is to be done with the open channel first; may throw
     */
    Mono<Datagrams> open(
            Address address,
            DatagramOptions options,
            Function<Bootstrap, ChannelFuture> how,
            Consumer<Channel> prepare,
            Function<Throwable, ConnectionException> failure) {
        return Mono.create(sink -> {
            SocketAccess.requireOf(options.socket(), address, Use.DATAGRAMS);
            ChannelFuture opened = how.apply(bootstrap(address, options));
            Channel channel = opened.channel();
            sink.onCancel(() -> channel.close());
            opened.addListener(done -> {
                Throwable fault = done.cause() == null ? fault(prepare, channel) : done.cause();
                if (fault == null) {
                    ChannelDatagrams datagrams = channel.pipeline().get(ChannelDatagrams.class);
                    datagrams.opened();
                    sink.success(datagrams);
                } else {
                    sink.error(fault instanceof ConnectionException known ? known : failure.apply(fault));
                }
            });
        });
    }

    private static @Nullable Throwable fault(Consumer<Channel> prepare, Channel channel) {
        try {
            prepare.accept(channel);
            return null;
        } catch (RuntimeException fault) {
            channel.close();
            return fault;
        }
    }

    private Bootstrap bootstrap(Address address, DatagramOptions options) {
        return new Bootstrap()
                .group(loops.group())
                .channelFactory(() ->
                        SocketAccess.applied(loops.newDatagramSocket(family), Use.DATAGRAMS, options.socket(), address))
                .option(ChannelOption.AUTO_READ, false)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(options.bytesMax() + 1).maxMessagesPerRead(READS_MAX))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelDatagrams(channel, traits, options));
                    }
                });
    }
}
