package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.transport.Address;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a session does over every transport: the four interactions, both ways. */
interface SessionContract {

    Duration SOON = Duration.ofSeconds(30);

    /** An address to listen at. */
    Address address();

    /** What both sides are told. */
    default SessionOptions options() {
        return SessionOptions.defaults();
    }

    @Test
    default void requestResponseGivesTheAnswer() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            StepVerifier.create(
                            pair.client().requestResponse(Payload.of("hello")).map(SessionContract::text))
                    .expectNext("hello")
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    default void metadataTravelsWithTheData() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            Payload request = Payload.of(Unpooled.copiedBuffer("meta", StandardCharsets.UTF_8), Unpooled.EMPTY_BUFFER);
            Payload answer = pair.client().requestResponse(request).block(SOON);
            assertThat(answer.metadata().toString(StandardCharsets.UTF_8)).isEqualTo("meta");
            assertThat(answer.data().readableBytes()).isZero();
            answer.release();
        }
    }

    @Test
    default void fireAndForgetArrives() {
        EchoResponder responder = new EchoResponder();
        try (SessionPair pair = SessionPair.open(address(), options(), responder)) {
            pair.client().fireAndForget(Payload.of("note")).block(SOON);
            Soon.asserted(() -> assertThat(responder.forgotten).containsExactly("note"));
        }
    }

    /** It is cold: each subscription is a request of its own, whoever made it. */
    @Test
    default void aRequestMayBeSubscribedElsewhereAndAgain() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            Mono<String> request =
                    pair.client().requestResponse(Payload.of("ask").retain(3)).map(SessionContract::text);
            String expected = request.block(SOON);
            assertThat(request.subscribeOn(Schedulers.single()).block(SOON)).isEqualTo(expected);
            assertThat(request.block(SOON)).isEqualTo(expected);
            assertThat(request.subscribeOn(Schedulers.single()).block(SOON)).isEqualTo(expected);
            pair.assertNoStreams();
        }
    }

    @Test
    default void metadataPushArrives() {
        EchoResponder responder = new EchoResponder();
        try (SessionPair pair = SessionPair.open(address(), options(), responder)) {
            pair.client()
                    .metadataPush(Unpooled.copiedBuffer("news", StandardCharsets.UTF_8))
                    .block(SOON);
            Soon.asserted(() -> assertThat(responder.pushed).containsExactly("news"));
        }
    }

    @Test
    default void requestStreamGivesAllItemsInOrder() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            StepVerifier.create(pair.client()
                            .requestStream(Payload.of("10000"))
                            .map(SessionContract::text)
                            .map(Integer::parseInt)
                            .index()
                            .filter(item -> item.getT1() != (long) item.getT2())
                            .count())
                    .expectNext(0L)
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    default void requestStreamGivesNoMoreThanRequested() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            StepVerifier.create(pair.client().requestStream(Payload.of("10")).map(SessionContract::text), 0)
                    .thenRequest(2)
                    .expectNext("0", "1")
                    .expectNoEvent(Duration.ofMillis(50))
                    .thenRequest(1)
                    .expectNext("2")
                    .thenCancel()
                    .verify(SOON);
        }
    }

    @Test
    default void requestChannelGoesBothWays() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            Flux<Payload> numbers = Flux.range(0, 10_000).map(n -> Payload.of(Integer.toString(n)));
            StepVerifier.create(pair.client()
                            .requestChannel(numbers)
                            .map(SessionContract::text)
                            .map(Integer::parseInt)
                            .index()
                            .filter(item -> item.getT1() == (long) item.getT2())
                            .count())
                    .expectNext(10_000L)
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    default void answersMayBeReadWhereTheyLie() {
        InteractionSpec<Payload, MessageView> inPlace =
                new InteractionSpec<>("in place", PayloadMessages.INSTANCE, message -> message, 0, false);
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            Flux<String> items = Interactions.requestStream(pair.client(), inPlace, Payload.of("3"))
                    .map(SessionContract::text);
            StepVerifier.create(items)
                    .expectNext("0", "1", "2")
                    .expectComplete()
                    .verify(SOON);
            String inFragments = "x".repeat(100_000);
            Mono<String> answer = Interactions.requestResponse(pair.client(), inPlace, Payload.of(inFragments))
                    .map(SessionContract::text);
            assertThat(answer.block(SOON)).isEqualTo(inFragments);
        }
    }

    @Test
    default void aMessageOfAMegabyteTravelsInFragments() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            byte[] data = new byte[1 << 20];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (i * 31);
            }
            Payload answer =
                    pair.client().requestResponse(Payload.of(data.clone())).block(SOON);
            byte[] received = new byte[answer.data().readableBytes()];
            answer.data().readBytes(received);
            answer.release();
            assertThat(received).isEqualTo(data);
        }
    }

    @Test
    default void theServerAsksItsClient() {
        EchoResponder answering = new EchoResponder();
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder(), answering)) {
            Session server = pair.server();
            assertThat(text(server.requestResponse(Payload.of("who?")).block(SOON)))
                    .isEqualTo("who?");
            assertThat(server.requestStream(Payload.of("100"))
                            .map(SessionContract::text)
                            .count()
                            .block(SOON))
                    .isEqualTo(100);
            assertThat(server.requestChannel(Flux.just(Payload.of("a"), Payload.of("b")))
                            .map(SessionContract::text)
                            .collectList()
                            .block(SOON))
                    .containsExactly("a", "b");
            server.fireAndForget(Payload.of("note")).block(SOON);
            Soon.asserted(() -> assertThat(answering.forgotten).containsExactly("note"));
        }
    }

    @Test
    default void bothSidesAreFreeOfStreamsAfterwards() {
        try (SessionPair pair = SessionPair.open(address(), options(), new EchoResponder())) {
            Mono.when(
                            pair.client().requestResponse(Payload.of("a")).map(SessionContract::text),
                            pair.client().requestStream(Payload.of("5")).map(SessionContract::text),
                            pair.client()
                                    .requestChannel(Flux.just(Payload.of("x")))
                                    .map(SessionContract::text))
                    .block(SOON);
            pair.assertNoStreams();
        }
    }

    /** The data, and gives the payload up. */
    static String text(Payload payload) {
        String text = payload.dataUtf8();
        payload.release();
        return text;
    }

    private static String text(MessageView message) {
        return message.buffer().toString(message.dataIndex(), message.dataLength(), StandardCharsets.UTF_8);
    }
}
