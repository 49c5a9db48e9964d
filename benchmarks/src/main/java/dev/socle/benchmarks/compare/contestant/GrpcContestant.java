package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
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
import reactor.core.publisher.Mono;

/**
 * grpc-java on the Netty that it brings: answers on the event loop (a direct executor), as its documents advise where nothing
 * blocks. Typed messages are protobuf. Its Netty has epoll and NIO, no other engine; with TLS it takes the BoringSSL inside
 * it, where that runs.
 */
public final class GrpcContestant implements Contestant {

    private final boolean isEpoll = Loopback.engine().equals("epoll");
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    @Override
    public int serve() throws IOException {
        Class<? extends ServerChannel> type = isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        GrpcServices services = new GrpcServices(new Work());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(Loopback.port(0));
        if (Certificate.isWanted()) {
            Certificate certificate = Certificate.given();
            builder.useTransportSecurity(
                    certificate.chain().toFile(), certificate.key().toFile());
        }
        Server server = builder.channelType(type)
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
    public Mono<Link> connect(int port) {
        return Mono.fromCallable(() -> new GrpcLink(channel(port)));
    }

    /** It connects with the first call. */
    private ManagedChannel channel(int port) throws IOException {
        Class<? extends Channel> type = isEpoll ? EpollSocketChannel.class : NioSocketChannel.class;
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(Loopback.port(port));
        if (Certificate.isWanted()) {
            builder.sslContext(GrpcSslContexts.forClient()
                    .trustManager(Certificate.given().chain().toFile())
                    .build());
        } else {
            builder.usePlaintext();
        }
        return builder.channelType(type).eventLoopGroup(loop).directExecutor().build();
    }
}
