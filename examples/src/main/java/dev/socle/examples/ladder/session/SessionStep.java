package dev.socle.examples.ladder.session;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Step 8. */
public final class SessionStep implements Step {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 1_000;

    @Override
    public String name() {
        return "session";
    }

    @Override
    public String title() {
        return "many requests on one connection";
    }

    @Override
    public GreetingServer serve(Address at) {
        SessionServer server = Objects.requireNonNull(SessionServer.listen(
                        at, SessionOptions.defaults(), SessionAcceptor.of(RequestHandler.of(new GreetingResponder())))
                .block());
        return GreetingServer.of(
                server.address(), () -> server.close(Duration.ZERO).block());
    }

    @Override
    public Greeter connect(Address server) {
        Session session = connected(server);
        return new Greeter() {
            @Override
            public String greet(String name) {
                return Objects.requireNonNull(ask(session, name).block());
            }

            @Override
            public void close() {
                session.dispose();
            }
        };
    }

    @Override
    public void show(PrintStream out) {
        GreetingServer server = serve(anywhere());
        Session session = connected(server.address());
        Long answers = Flux.range(0, AT_ONCE)
                .flatMap(i -> ask(session, "client " + i), AT_ONCE)
                .count()
                .block();
        out.println(answers + " requests were in flight at once on one connection, and each got its own answer.");
        Long items = session.requestStream(Payload.of("Ada"))
                .doOnNext(Payload::release)
                .limitRate(2)
                .take(5)
                .count()
                .block();
        out.println("A stream without an end sent " + items + " items, two at a time, and was cancelled.");
        String failure = session.requestResponse(Payload.of(GreetingResponder.NOBODY))
                .timeout(Duration.ofMillis(100))
                .map(SessionStep::text)
                .onErrorResume(late -> Mono.just(late.getClass().getSimpleName()))
                .block();
        out.println(
                "A request that is never answered ended after 100 ms with " + failure + ", and the server was told.");
        session.dispose();
        server.close();
    }

    private static Session connected(Address server) {
        return Objects.requireNonNull(Session.connect(server, SessionOptions.defaults(), RequestHandler.rejecting())
                .block());
    }

    /** A deadline also cancels: the server hears that nobody waits any more. */
    private static Mono<String> ask(Session session, String name) {
        return session.requestResponse(Payload.of(name)).timeout(DEADLINE).map(SessionStep::text);
    }

    private static String text(Payload payload) {
        try {
            return payload.dataUtf8();
        } finally {
            payload.release();
        }
    }
}
