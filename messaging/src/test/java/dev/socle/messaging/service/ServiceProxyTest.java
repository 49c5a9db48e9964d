package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionSource;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(BufferLeaks.class)
class ServiceProxyTest {

    private final Wire wire = Wire.local(ServiceRouter.builder()
            .add(Greeter.class, Greeter.polite())
            .add(Peer.class, new Peer.Implementation())
            .build());

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void defaultMethodsRunOnTheProxy() {
        assertThat(wire.proxy(Greeter.class).greetAda().block(PATIENCE)).isEqualTo(new Greeting("Hello, Ada!"));
        assertThat(wire.proxy(Peer.class).twice("x", 2)).isEqualTo("x2");
    }

    @Test
    void aProxyIsAnObjectLikeOthers() {
        Greeter greeter = wire.proxy(Greeter.class);
        Greeter other = wire.proxy(Greeter.class);

        assertThat(greeter.equals(other)).isFalse();
        assertThat(greeter).isNotEqualTo(null);
        assertThat(Set.of(greeter, other)).hasSize(2).contains(greeter);
        assertThat(greeter).hasToString("ServiceProxy of dev.socle.messaging.service.Greeter (greeter)");
    }

    @Test
    void aHandlerKnowsItsCaller() {
        assertThat(wire.proxy(Peer.class).whoAmI().block(PATIENCE))
                .isEqualTo(wire.session().localAddress().toString());
        StringBuilder outside = new StringBuilder("nobody");
        ServiceRouter.caller().subscribe(session -> outside.append(session));
        assertThat(outside).hasToString("nobody");
    }

    @Test
    void aMissingConnectionIsTheErrorOfTheCall() {
        SessionSource none = new SessionSource() {
            @Override
            public Session current() {
                return null;
            }

            @Override
            public Mono<Session> connect() {
                return Mono.error(new ConnectionException(ConnectionException.Reason.REFUSED, "nobody listens", null));
            }
        };
        Peer peer = ServiceProxy.of(Peer.class, none);

        assertThatThrownBy(() -> peer.whoAmI().block(PATIENCE)).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> peer.plain("x"))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("nobody listens");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        ServiceProxy.Builder builder = wire.proxies();

        assertThatThrownBy(() -> builder.deadline(Duration.ZERO)).hasMessageContaining("deadline: PT0S");
        assertThatThrownBy(() -> builder.metadataMimeType(MimeType.JSON)).hasMessageContaining("metadataMimeType");
        assertThatThrownBy(() -> wire.proxies().mimeType(MimeType.TEXT).build().of(Greeter.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text/plain")
                .hasMessageContaining("for method Greeter.greet");
    }

    @Test
    void ofAChannelOnlyTheFirstMessageHasMetadata() {
        List<Boolean> hasMetadata = new CopyOnWriteArrayList<>();
        MessageDecoder<Boolean> noting = MessageView::hasMetadata;
        RequestHandler counting = request -> request.respond(
                request.items(noting).doOnNext(hasMetadata::add).then(Mono.empty()),
                new ReplyEncoder(
                        ServiceMethodTest.method(Greeter.class, "drain"), Nothing.VALUE, null, Failures.shared()));
        try (Wire counted = Wire.local(counting)) {
            Person ada = new Person("Ada");

            counted.proxy(Greeter.class).drain(Flux.just(ada, ada, ada)).block(PATIENCE);

            assertThat(hasMetadata).containsExactly(true, false, false);
        }
    }

    @Test
    void onlyIdempotentRequestsAreSentAgainWhenTheyMayHaveBeenProcessed() {
        AtomicInteger requests = new AtomicInteger();
        RequestHandler unsure = request -> {
            requests.incrementAndGet();
            request.reject(ErrorCode.CANCELED, "perhaps");
        };
        try (Wire unsureWire = Wire.local(unsure)) {
            Greeter greeter = ServiceProxy.of(Greeter.class, retrying(unsureWire.session()));

            assertThatThrownBy(() -> greeter.greet(new Person("Ada")).block(PATIENCE))
                    .hasMessage("perhaps");
            assertThat(requests).hasValue(1);
            assertThatThrownBy(() -> greeter.notes().block(PATIENCE)).hasMessage("perhaps");
            assertThat(requests).hasValue(4);
        }
    }

    private static SessionSource retrying(Session session) {
        return new SessionSource() {
            @Override
            public Session current() {
                return session;
            }

            @Override
            public Mono<Session> connect() {
                return Mono.just(session);
            }

            @Override
            public boolean mayRetry(int attempts) {
                return attempts < 3;
            }
        };
    }

    interface Peer {
        Mono<String> whoAmI();

        String plain(String text);

        default String twice(String text, int number) {
            return plain(text) + number;
        }

        final class Implementation implements Peer {
            @Override
            public Mono<String> whoAmI() {
                return ServiceRouter.caller()
                        .map(session -> session.remoteAddress().toString());
            }

            @Override
            public String plain(String text) {
                return text;
            }
        }
    }
}
