package dev.socle.benchmarks.compare;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.EmptyPayload;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** rsocket-java, without copies of received payloads, as its documents advise for speed. */
final class RSocketJavaContestant implements Contestant {

    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public int serve() {
        Items<Payload> items = new Items<>(ByteBufPayload::create);
        RSocket responder = new RSocket() {
            @Override
            public Mono<Payload> requestResponse(Payload request) {
                return Mono.just(request);
            }

            @Override
            public Flux<Payload> requestStream(Payload request) {
                request.release();
                return items;
            }
        };
        return RSocketServer.create(SocketAcceptor.with(responder))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bindNow(TcpServerTransport.create(LOOPBACK, 0))
                .address()
                .getPort();
    }

    @Override
    public void requestResponse(int port, int inFlight, Progress progress) {
        RSocket rsocket = connect(port);
        for (int i = 0; i < inFlight; i++) {
            new Caller<>(ByteBufPayload::create, Payload::data, rsocket::requestResponse, progress).call();
        }
    }

    @Override
    public void requestStream(int port, Progress progress) {
        connect(port).requestStream(EmptyPayload.INSTANCE).subscribe(new Reader<>(Payload::data, progress));
    }

    private static RSocket connect(int port) {
        return Objects.requireNonNull(RSocketConnector.create()
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .connect(TcpClientTransport.create(LOOPBACK, port))
                .block());
    }
}
