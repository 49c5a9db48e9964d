package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import io.netty.handler.ssl.SslContext;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.TcpServerTransport;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * rsocket-java, without copies of received payloads, as its documents advise for speed. Typed calls are Jackson and routing
 * metadata by hand.
 */
public final class RSocketJavaContestant implements Contestant {

    private final NettySockets sockets = NettySockets.open();
    private final NettyTls tls = NettyTls.open();

    @Override
    public int serve() {
        TcpServer server = TcpServer.create().runOn(sockets).host(Loopback.HOST).port(0);
        SslContext context = tls.server();
        return Objects.requireNonNull(RSocketServer.create(SocketAcceptor.with(new RSocketJavaResponder(new Work())))
                        .payloadDecoder(PayloadDecoder.ZERO_COPY)
                        .bindNow(TcpServerTransport.create(
                                context == null ? server : server.secure(to -> to.sslContext(context))))
                        .address())
                .getPort();
    }

    @Override
    public Mono<Link> connect(int port) {
        // not from a pool, which would end at 500
        TcpClient client =
                TcpClient.newConnection().runOn(sockets).host(Loopback.HOST).port(port);
        SslContext context = tls.client();
        return RSocketConnector.create()
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .dataMimeType(WellKnownMimeType.APPLICATION_JSON.getString())
                .connect(TcpClientTransport.create(
                        context == null ? client : client.secure(to -> to.sslContext(context))))
                .map(RSocketJavaLink::new);
    }
}
