package dev.socle.cli;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Responder;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A server without services: it answers every stream, or every channel, in one way. */
final class RawServer implements AutoCloseable {

    private final SessionServer server;

    private RawServer(Responder responder) {
        server = Objects.requireNonNull(SessionServer.listen(
                        Address.of("tcp", "127.0.0.1", 0),
                        SessionOptions.defaults(),
                        SessionAcceptor.of(RequestHandler.of(responder)))
                .block());
    }

    static RawServer stream(Flux<Payload> answers) {
        return new RawServer(new Responder() {
            @Override
            public Flux<Payload> requestStream(Payload request) {
                request.release();
                return answers;
            }
        });
    }

    static RawServer channel(Function<Publisher<Payload>, Flux<Payload>> answer) {
        return new RawServer(new Responder() {
            @Override
            public Flux<Payload> requestChannel(Publisher<Payload> requests) {
                return answer.apply(requests);
            }
        });
    }

    String address() {
        return server.address().toString();
    }

    @Override
    public void close() {
        server.close(Duration.ZERO).block();
    }
}
