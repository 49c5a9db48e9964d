package dev.socle.messaging.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.BufferLeaks;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Cancellation between Socle and rsocket-java: the handler on the other side sees it, and the connection lives on. */
@ExtendWith(BufferLeaks.class)
class CancellationTest {

    @ParameterizedTest
    @EnumSource
    void cancelledRequestReachesItsHandler(Pairing pairing) {
        Handler handler = new Handler();
        try (Dialogue dialogue = pairing.open(handler)) {
            Disposable request =
                    dialogue.asker().requestResponse(Message.of("?")).subscribe();
            handler.awaitSeen("requestResponse");
            request.dispose();
            handler.awaitSeen("requestResponse cancelled");
            assertAlive(dialogue);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelledStreamReachesItsHandler(Pairing pairing) {
        Handler handler = new Handler();
        try (Dialogue dialogue = pairing.open(handler)) {
            List<Message> items = dialogue.asker()
                    .requestStream(Message.of("?"))
                    .take(5)
                    .collectList()
                    .block(Dialogue.LIMIT);
            assertThat(items).hasSize(5).last().isEqualTo(Message.numbered(4));
            handler.awaitSeen("requestStream cancelled");
            assertAlive(dialogue);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelledChannelEndsBothDirections(Pairing pairing) {
        Handler handler = new Handler();
        Queue<String> here = new ConcurrentLinkedQueue<>();
        try (Dialogue dialogue = pairing.open(handler)) {
            Flux<Message> requests = Flux.<Message>never()
                    .startWith(Message.of("1"), Message.of("2"))
                    .doOnCancel(() -> here.add("requests cancelled"));
            dialogue.asker().requestChannel(requests).take(3).collectList().block(Dialogue.LIMIT);
            handler.awaitSeen("requestChannel cancelled");
            handler.awaitSeen("input ended");
            Dialogue.soon().untilAsserted(() -> assertThat(here).containsExactly("requests cancelled"));
            assertAlive(dialogue);
        }
    }

    /** The protocol has no word for it; both implementations take a responder's CANCEL for: no more requests. */
    @ParameterizedTest
    @EnumSource
    void responderThatWantsNoMoreInputGoesOnAnswering(Pairing pairing) {
        Sinks.Empty<Void> inputCancelled = Sinks.empty();
        Party party = new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                return Mono.just(request);
            }

            @Override
            public Flux<Message> requestChannel(Publisher<Message> requests) {
                return Flux.from(requests)
                        .take(2)
                        .concatWith(inputCancelled
                                .asMono()
                                .thenMany(Flux.range(0, 100).map(Message::numbered)));
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            Flux<Message> requests = Flux.range(0, Integer.MAX_VALUE)
                    .map(i -> Message.of("request " + i))
                    .doOnCancel(inputCancelled::tryEmitEmpty);
            List<Message> answers =
                    dialogue.asker().requestChannel(requests).collectList().block(Dialogue.LIMIT);
            assertThat(answers)
                    .hasSize(102)
                    .startsWith(Message.of("request 0"), Message.of("request 1"))
                    .endsWith(Message.numbered(99));
            assertAlive(dialogue);
        }
    }

    /** Each direction of a channel ends by itself: answers may come after the last request, and the other way round. */
    @ParameterizedTest
    @EnumSource
    void directionsOfAChannelEndByThemselves(Pairing pairing) {
        Queue<Message> arrived = new ConcurrentLinkedQueue<>();
        Sinks.Empty<Void> answersEnded = Sinks.empty();
        Party party = new Party() {
            @Override
            public Flux<Message> requestChannel(Publisher<Message> requests) {
                Flux.from(requests).subscribe(arrived::add);
                return Flux.just(Message.of("the only answer"));
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            Flux<Message> requests = Flux.just(Message.of("first"))
                    .concatWith(answersEnded.asMono().thenMany(Flux.range(0, 10).map(Message::numbered)));
            List<Message> answers = dialogue.asker()
                    .requestChannel(requests)
                    .doOnComplete(answersEnded::tryEmitEmpty)
                    .collectList()
                    .block(Dialogue.LIMIT);
            assertThat(answers).containsExactly(Message.of("the only answer"));
            Dialogue.soon().untilAsserted(() -> assertThat(arrived).hasSize(11));
        }
    }

    private static void assertAlive(Dialogue dialogue) {
        assertThat(dialogue.asker().isClosed()).isFalse();
        assertThat(dialogue.answerer().isClosed()).isFalse();
        Mono<Message> probe = dialogue.asker().requestResponse(Message.of("probe"));
        assertThat(probe.block(Dialogue.LIMIT)).isEqualTo(Message.of("probe"));
    }

    /** Never ends by itself, and notes what happens to it. */
    private static final class Handler implements Party {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        void awaitSeen(String what) {
            Dialogue.soon().untilAsserted(() -> assertThat(seen).contains(what));
        }

        @Override
        public Mono<Message> requestResponse(Message request) {
            if (request.equals(Message.of("probe"))) {
                return Mono.just(request);
            }
            return Mono.<Message>never()
                    .doOnSubscribe(subscription -> seen.add("requestResponse"))
                    .doOnCancel(() -> seen.add("requestResponse cancelled"));
        }

        @Override
        public Flux<Message> requestStream(Message request) {
            return endless().doOnCancel(() -> seen.add("requestStream cancelled"));
        }

        @Override
        public Flux<Message> requestChannel(Publisher<Message> requests) {
            Flux.from(requests)
                    .subscribe(request -> {}, failure -> seen.add("input ended"), () -> seen.add("input ended"));
            return endless().doOnCancel(() -> seen.add("requestChannel cancelled"));
        }

        private static Flux<Message> endless() {
            return Flux.range(0, Integer.MAX_VALUE).map(Message::numbered);
        }
    }
}
