package dev.socle.messaging.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.socle.transport.BufferLeaks;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The four interactions, and metadata push, between Socle and rsocket-java. */
@ExtendWith(BufferLeaks.class)
class InteractionsTest {

    private static final List<Message> SHAPES = List.of(
            Message.of("data"),
            Message.of("metadata", "data"),
            Message.of("", "data"),
            Message.of(""),
            Message.of("metadata", ""),
            Message.of("", ""),
            Message.random(1, 200, 3000),
            Message.random(2, 60_000, 60_000));

    private static final Party ECHO = new Party() {
        @Override
        public Mono<Message> requestResponse(Message request) {
            return Mono.just(request);
        }

        @Override
        public Flux<Message> requestStream(Message request) {
            return Flux.just(request, request);
        }

        @Override
        public Flux<Message> requestChannel(Publisher<Message> requests) {
            return Flux.from(requests);
        }
    };

    @ParameterizedTest
    @EnumSource
    void requestResponseCarriesEveryShapeOfMessage(Pairing pairing) {
        try (Dialogue dialogue = pairing.open(ECHO)) {
            for (Message shape : SHAPES) {
                assertThat(dialogue.asker().requestResponse(shape).block(Dialogue.LIMIT))
                        .isEqualTo(shape);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestResponseMayBeAnsweredWithNothing(Pairing pairing) {
        Party silent = new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                return Mono.empty();
            }
        };
        try (Dialogue dialogue = pairing.open(silent)) {
            assertThat(dialogue.asker().requestResponse(Message.of("?")).blockOptional(Dialogue.LIMIT))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyRequestsAtATimeGetTheirOwnAnswers(Pairing pairing) {
        try (Dialogue dialogue = pairing.open(ECHO)) {
            List<Message> answers = Flux.range(0, 2_000)
                    .flatMap(
                            i -> dialogue.asker()
                                    .requestResponse(Message.numbered(i))
                                    .filter(Message.numbered(i)::equals),
                            256)
                    .collectList()
                    .block(Dialogue.LIMIT);
            assertThat(answers).hasSize(2_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fireAndForgetArrivesInOrder(Pairing pairing) {
        Queue<Message> arrived = new ConcurrentLinkedQueue<>();
        Party party = new Party() {
            @Override
            public Mono<Void> fireAndForget(Message request) {
                arrived.add(request);
                return Mono.empty();
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            Flux.fromIterable(SHAPES)
                    .concatMap(dialogue.asker()::fireAndForget)
                    .then()
                    .block(Dialogue.LIMIT);
            Dialogue.soon().untilAsserted(() -> assertThat(arrived).containsExactlyElementsOf(SHAPES));
        }
    }

    @ParameterizedTest
    @EnumSource
    void metadataPushArrives(Pairing pairing) {
        Queue<Message> arrived = new ConcurrentLinkedQueue<>();
        Party party = new Party() {
            @Override
            public Mono<Void> metadataPush(Message metadataOnly) {
                arrived.add(metadataOnly);
                return Mono.empty();
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            dialogue.asker().metadataPush(Message.of("leader: b", "")).block(Dialogue.LIMIT);
            Dialogue.soon().untilAsserted(() -> assertThat(arrived).containsExactly(Message.of("leader: b", "")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamCarriesEveryShapeOfMessage(Pairing pairing) {
        Party party = new Party() {
            @Override
            public Flux<Message> requestStream(Message request) {
                return Flux.fromIterable(SHAPES);
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            assertThat(dialogue.asker()
                            .requestStream(Message.of("all"))
                            .collectList()
                            .block(Dialogue.LIMIT))
                    .isEqualTo(SHAPES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamMayBeEmpty(Pairing pairing) {
        Party party = new Party() {
            @Override
            public Flux<Message> requestStream(Message request) {
                return Flux.empty();
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            assertThat(dialogue.asker()
                            .requestStream(Message.of("none"))
                            .collectList()
                            .block(Dialogue.LIMIT))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelCarriesEveryShapeOfMessageBothWays(Pairing pairing) {
        try (Dialogue dialogue = pairing.open(ECHO)) {
            assertThat(dialogue.asker()
                            .requestChannel(Flux.fromIterable(SHAPES))
                            .collectList()
                            .block(Dialogue.LIMIT))
                    .isEqualTo(SHAPES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelOfOneMessageIsAnswered(Pairing pairing) {
        try (Dialogue dialogue = pairing.open(ECHO)) {
            assertThat(dialogue.asker()
                            .requestChannel(Mono.just(Message.of("m", "only")))
                            .collectList()
                            .block(Dialogue.LIMIT))
                    .containsExactly(Message.of("m", "only"));
        }
    }

    /** Codes that belong to applications, the lowest and the highest, and the one that says: not processed. */
    @ParameterizedTest
    @EnumSource
    void errorsArriveWithTheirCodeAndText(Pairing pairing) {
        for (int code : new int[] {0x301, 0xFFFFFFFE, 0x201, 0x202, 0x203, 0x204}) {
            Party party = failing(new Refusal(code, "no, \u00fc"));
            try (Dialogue dialogue = pairing.open(party)) {
                End asker = dialogue.asker();
                assertRefused(asker.requestResponse(Message.of("?")), code);
                assertRefused(asker.requestStream(Message.of("?")), code);
                assertRefused(asker.requestChannel(Flux.just(Message.of("1"), Message.of("2"))), code);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherFailuresArriveAsApplicationErrors(Pairing pairing) {
        try (Dialogue dialogue = pairing.open(failing(new IllegalStateException("broken inside")))) {
            Refusal refusal = refusal(dialogue.asker().requestResponse(Message.of("?")));
            assertThat(refusal.code).isEqualTo(0x201);
            if (!pairing.isSocleAsking()) {
                assertThat(refusal).hasMessageNotContaining("broken inside");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorAfterSomeItemsEndsTheStream(Pairing pairing) {
        Party party = new Party() {
            @Override
            public Flux<Message> requestStream(Message request) {
                return Flux.just(Message.of("1"), Message.of("2")).concatWith(Flux.error(new Refusal(0x301, "enough")));
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            Queue<Message> items = new ConcurrentLinkedQueue<>();
            assertThat(refusal(dialogue.asker().requestStream(Message.of("?")).doOnNext(items::add)).code)
                    .isEqualTo(0x301);
            assertThat(items).containsExactly(Message.of("1"), Message.of("2"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorOfARequesterReachesTheInputOfItsChannel(Pairing pairing) {
        Ends input = new Ends();
        Party party = new Party() {
            @Override
            public Flux<Message> requestChannel(Publisher<Message> requests) {
                requests.subscribe(input);
                return Flux.never();
            }
        };
        try (Dialogue dialogue = pairing.open(party)) {
            Ends answers = new Ends();
            dialogue.asker()
                    .requestChannel(Flux.just(Message.of("1"), Message.of("2"))
                            .concatWith(Flux.error(new Refusal(0x301, "lost"))))
                    .subscribe(answers);
            Dialogue.soon().untilAsserted(() -> assertThat(input.seen()).containsExactly("onError"));
            Dialogue.soon().untilAsserted(() -> assertThat(answers.seen()).containsExactly("onError"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, Demand.UNBOUNDED})
    void streamOf20000ItemsFollowsItsDemand(long atATime) throws Exception {
        for (Pairing pairing : Pairing.values()) {
            Party party = new Party() {
                @Override
                public Flux<Message> requestStream(Message request) {
                    return Flux.range(0, 20_000).map(Message::numbered);
                }
            };
            try (Dialogue dialogue = pairing.open(party)) {
                Demand items = new Demand(atATime, Message::numbered);
                dialogue.asker().requestStream(Message.of("all")).subscribe(items);
                assertThat(items.await()).as("%s", pairing).isEqualTo(20_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelOf20000ItemsEachWayFollowsItsDemand(Pairing pairing) throws Exception {
        for (long atATime : new long[] {3, Demand.UNBOUNDED}) {
            Demand arrived = new Demand(atATime, Message::numbered);
            Party party = new Party() {
                @Override
                public Flux<Message> requestChannel(Publisher<Message> requests) {
                    requests.subscribe(arrived);
                    return Flux.range(0, 20_000).map(i -> Message.of("answer " + i));
                }
            };
            try (Dialogue dialogue = pairing.open(party)) {
                Demand answers = new Demand(atATime, i -> Message.of("answer " + i));
                dialogue.asker()
                        .requestChannel(Flux.range(0, 20_000).map(Message::numbered))
                        .subscribe(answers);
                assertThat(arrived.await()).isEqualTo(20_000);
                assertThat(answers.await()).isEqualTo(20_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void echoedChannelOf20000ItemsIsCompleteAndInOrder(Pairing pairing) throws Exception {
        try (Dialogue dialogue = pairing.open(ECHO)) {
            Demand answers = new Demand(64, Message::numbered);
            dialogue.asker()
                    .requestChannel(Flux.range(0, 20_000).map(Message::numbered))
                    .subscribe(answers);
            assertThat(answers.await()).isEqualTo(20_000);
        }
    }

    private static Party failing(RuntimeException failure) {
        return new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                return Mono.error(failure);
            }

            @Override
            public Flux<Message> requestStream(Message request) {
                return Flux.error(failure);
            }

            @Override
            public Flux<Message> requestChannel(Publisher<Message> requests) {
                return Flux.from(requests).take(1).thenMany(Flux.error(failure));
            }
        };
    }

    private static void assertRefused(Publisher<Message> answer, int code) {
        Refusal refusal = refusal(answer);
        assertThat(refusal.code).isEqualTo(code);
        assertThat(refusal).hasMessage("no, \u00fc");
    }

    private static Refusal refusal(Publisher<Message> answer) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> Flux.from(answer).blockLast(Dialogue.LIMIT));
        assertThat(refusal).as("error of the other side").isNotNull();
        return refusal;
    }
}
