package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import reactor.core.publisher.Mono;

/**
 * What the machine gives to any protocol on Netty: frames of a length, a number and the bytes, written by hand, without
 * set-up, demand checks, cancellation, futures or publishers.
 */
public final class FloorContestant implements Contestant {

    private final NettySockets sockets = NettySockets.open();
    private final NettyTls tls = NettyTls.open();

    @Override
    public int serve() {
        Work work = new Work();
        Channel server = new ServerBootstrap()
                .group(sockets.loop())
                .channel(sockets.serverSocket())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslContext context = tls.server();
                        if (context != null) {
                            channel.pipeline().addLast(context.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new FloorServer(work));
                    }
                })
                .bind(Loopback.port(0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public Mono<Link> connect(int port) {
        return Mono.create(sink -> new Bootstrap()
                .group(sockets.loop())
                .channel(sockets.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        SslContext context = tls.client();
                        if (context != null) {
                            opened.pipeline().addLast(context.newHandler(opened.alloc(), Loopback.HOST, port));
                        }
                        opened.pipeline().addLast(new FloorLink(opened));
                    }
                })
                .connect(Loopback.port(port))
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        FloorLink link = connected.channel().pipeline().get(FloorLink.class);
                        sink.success(link);
                        link.flush(); // what was asked at once
                    } else {
                        sink.error(connected.cause());
                    }
                }));
    }
}
