package dev.socle.benchmarks.compare;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Responder;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Socle's sessions with raw payloads. */
final class SocleContestant implements Contestant {

    private static final Address LOOPBACK = Address.parse("tcp://127.0.0.1:0");

    @Override
    public int serve() {
        Items<Payload> items = new Items<>(Payload::of);
        Responder responder = new Responder() {
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
        SessionAcceptor acceptor = SessionAcceptor.of(RequestHandler.of(responder));
        SessionServer server = SessionServer.listen(LOOPBACK, SessionOptions.defaults(), acceptor)
                .block();
        return Objects.requireNonNull(server).address().port();
    }

    @Override
    public void requestResponse(int port, int inFlight, Progress progress) {
        Session session = connect(port);
        for (int i = 0; i < inFlight; i++) {
            new Caller<>(Payload::of, Payload::data, session::requestResponse, progress).call();
        }
    }

    @Override
    public void requestStream(int port, Progress progress) {
        connect(port).requestStream(Payload.empty()).subscribe(new Reader<>(Payload::data, progress));
    }

    private static Session connect(int port) {
        return Objects.requireNonNull(
                Session.connect(LOOPBACK.withPort(port), SessionOptions.defaults(), RequestHandler.rejecting())
                        .block());
    }
}
