package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;

/**
 * grpc-java on the Netty that it brings: answers on the event loop (a direct executor), as its documents advise where nothing
 * blocks. Typed messages are protobuf. Its Netty has epoll and NIO, no other engine.
 */
public final class GrpcContestant implements Contestant {

    private final boolean isEpoll = Loopback.engine().equals("epoll");
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    @Override
    public int serve() throws IOException {
        Class<? extends ServerChannel> type = isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        GrpcServices services = new GrpcServices(new Work());
        Server server = NettyServerBuilder.forAddress(Loopback.port(0))
                .channelType(type)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .directExecutor()
                .addService(services.raw())
                .addService(services.orders())
                .build()
                .start();
        return server.getPort();
    }

    @Override
    public Link connect(int port) {
        Class<? extends Channel> type = isEpoll ? EpollSocketChannel.class : NioSocketChannel.class;
        return new GrpcLink(NettyChannelBuilder.forAddress(Loopback.port(port))
                .channelType(type)
                .eventLoopGroup(loop)
                .directExecutor()
                .usePlaintext()
                .build());
    }
}
