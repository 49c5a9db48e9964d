package dev.socle.examples.quickstart;

import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** A typed service and its client, whole: what the README shows. */
public final class Quickstart {

    private Quickstart() {}

    // readme: begin
    public interface Greeter {
        Mono<Greeting> greet(Person who);
    }

    public record Person(String name) {}

    public record Greeting(String text) {}

    static Mono<SessionServer> serve(Address address) {
        Greeter polite = who -> Mono.just(new Greeting("Hello, " + who.name() + "!"));
        ServiceRouter router =
                ServiceRouter.builder().add(Greeter.class, polite).build();
        return SessionServer.listen(address, SessionOptions.defaults(), SessionAcceptor.of(router));
    }

    static Mono<Greeting> ask(Address address, String name) {
        Greeter greeter = ServiceProxy.of(Greeter.class, SessionClient.of(address));
        return greeter.greet(new Person(name));
    }
    // readme: end

    /** Serves, asks once and prints the answer. */
    public static void main(String[] args) {
        SessionServer server =
                Objects.requireNonNull(serve(Address.parse("tcp://127.0.0.1:0")).block());
        Greeting answer = Objects.requireNonNull(ask(server.address(), "Ada").block());
        System.out.println(answer.text());
        server.close(Duration.ofSeconds(1)).block();
    }
}
