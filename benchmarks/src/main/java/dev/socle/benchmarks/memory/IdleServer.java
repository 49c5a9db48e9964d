package dev.socle.benchmarks.memory;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionLimits;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The process that accepts every connection and answers no request. */
final class IdleServer extends Obedient {

    /** Limits that are out of the way, and no time-out while it is measured. */
    static final SessionOptions OPTIONS = SessionOptions.defaults()
            .withConnection(ConnectionOptions.defaults().withConnections(1_000_000, 1_000_000))
            .withKeepAlive(Duration.ofMinutes(4), Duration.ofMinutes(5))
            .withLimits(SessionLimits.defaults()
                    .withInboundStreamsMax(Integer.MAX_VALUE)
                    .withOutboundStreamsMax(Integer.MAX_VALUE)
                    .withHandlerTimeout(Duration.ofHours(1)));

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    private IdleServer() {}

    public static void main(String[] args) throws Exception {
        new IdleServer().obey();
    }

    @Override
    String answer(String[] words) {
        return switch (words[0]) {
            case "serve" -> Integer.toString(serve());
            case "accepted" -> accepted.toString();
            case "streams" -> streams.toString();
            default -> throw new IllegalArgumentException("no command " + words[0]);
        };
    }

    private int serve() {
        RequestHandler silent = request -> {
            streams.incrementAndGet();
            request.respond(Mono.never(), NoMessage.INSTANCE);
        };
        SessionAcceptor acceptor = session -> {
            accepted.incrementAndGet();
            return Mono.just(silent);
        };
        return Objects.requireNonNull(SessionServer.listen(Address.of("tcp", "127.0.0.1", 0), OPTIONS, acceptor)
                        .block())
                .address()
                .port();
    }
}
