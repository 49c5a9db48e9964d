package dev.socle.benchmarks.compare;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * What the machine gives to any protocol on Netty: frames of a length, a stream number and the bytes, written by hand,
 * without set-up, demand checks, cancellation, futures or publishers.
 */
final class FloorContestant implements Contestant {

    private final boolean isEpoll = Epoll.isAvailable();
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    @Override
    public int serve() {
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(FloorServer::new))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void requestResponse(int port, int inFlight, Progress progress) {
        connect(port, () -> new FloorCaller(inFlight, progress));
    }

    @Override
    public void requestStream(int port, Progress progress) {
        connect(port, () -> new FloorReader(progress));
    }

    private void connect(int port, Supplier<ChannelHandler> handler) {
        new Bootstrap()
                .group(loop)
                .channel(isEpoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer(handler))
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly();
    }

    private static ChannelInitializer<Channel> initializer(Supplier<ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    /** Echoes a message; a frame of stream 0 asks for as many items as its number says. */
    private static final class FloorServer extends FloorFrames {

        private final ByteBuf[] items = new ByteBuf[Items.NUMBERS];
        private int item;

        private FloorServer() {
            for (int number = 0; number < Items.NUMBERS; number++) {
                items[number] = Message.numbered(number);
            }
        }

        @Override
        void onFrame(int stream, ByteBuf bytes, int at, int length) {
            if (stream != 0) {
                send(stream, bytes, at, length);
                return;
            }
            for (long n = bytes.getLong(at); n > 0; n--) {
                send(1, items[item], 0, Message.BYTES);
                item = (item + 1) & (Items.NUMBERS - 1);
            }
        }
    }

    private static final class FloorCaller extends FloorFrames {

        private final ByteBuf[] requests;
        private final long[] begun;
        private final Progress progress;

        private FloorCaller(int inFlight, Progress progress) {
            this.requests = new ByteBuf[inFlight];
            this.begun = new long[inFlight];
            this.progress = progress;
        }

        @Override
        void onOpen() {
            for (int i = 0; i < requests.length; i++) {
                requests[i] = Message.numbered(0);
                call(i);
            }
        }

        @Override
        void onFrame(int stream, ByteBuf bytes, int at, int length) {
            int i = stream - 1;
            Message.check(bytes, at, length, requests[i].getLong(0));
            progress.answered(begun[i]);
            call(i);
        }

        private void call(int i) {
            ByteBuf request = requests[i];
            request.setLong(0, request.getLong(0) + 1);
            begun[i] = progress.begin();
            send(i + 1, request, 0, Message.BYTES);
        }
    }

    private static final class FloorReader extends FloorFrames {

        private final ByteBuf demand = Message.numbered(0);
        private final Progress progress;
        private int number;
        private int sinceRequest;

        private FloorReader(Progress progress) {
            this.progress = progress;
        }

        @Override
        void onOpen() {
            request(Items.FIRST);
        }

        @Override
        void onFrame(int stream, ByteBuf bytes, int at, int length) {
            Message.check(bytes, at, length, number);
            number = (number + 1) & (Items.NUMBERS - 1);
            progress.answered(0);
            if (++sinceRequest == Items.MORE) {
                sinceRequest = 0;
                request(Items.MORE);
            }
        }

        private void request(int n) {
            demand.setLong(0, n);
            send(0, demand, 0, Long.BYTES);
        }
    }
}
