package dev.socle.messaging.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.BufferLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Messages of 1 MiB between Socle and rsocket-java, whole and in fragments on either side. */
@ExtendWith(BufferLeaks.class)
class FragmentsTest {

    private static final int MIB = 1 << 20;

    private static final Party ECHO = new Party() {
        @Override
        public Mono<Message> requestResponse(Message request) {
            return Mono.just(request);
        }

        @Override
        public Flux<Message> requestStream(Message request) {
            return Flux.just(request, request, request);
        }

        @Override
        public Flux<Message> requestChannel(Publisher<Message> requests) {
            return Flux.from(requests);
        }
    };

    /** Each pairing with no fragments, with fragments of one side only, and of both; some lengths odd on purpose. */
    static List<Arguments> lengths() {
        List<Arguments> rows = new ArrayList<>();
        for (Pairing pairing : Pairing.values()) {
            rows.add(Arguments.of(pairing, Settings.NO_FRAGMENTS, 0));
            rows.add(Arguments.of(pairing, 64 * 1024, 0));
            rows.add(Arguments.of(pairing, Settings.NO_FRAGMENTS, 1_027));
            rows.add(Arguments.of(pairing, 1_021, 16 * 1024));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void messagesOfOneMebibyteArriveWhole(Pairing pairing, int socle, int rsocketJava) {
        Message plain = Message.random(1, -1, MIB);
        Message both = Message.random(2, 40_000, MIB - 40_000);
        Message mostlyMetadata = Message.random(3, 300_000, 5);
        Message onlyMetadata = Message.random(4, 300_000, 0);
        try (Dialogue dialogue = pairing.open(ECHO, Settings.DEFAULTS.withFragments(socle, rsocketJava))) {
            End asker = dialogue.asker();
            for (Message message : List.of(plain, both, mostlyMetadata, onlyMetadata)) {
                assertThat(asker.requestResponse(message).block(Dialogue.LIMIT)).isEqualTo(message);
            }
            assertThat(asker.requestStream(both).collectList().block(Dialogue.LIMIT))
                    .containsExactly(both, both, both);
            assertThat(asker.requestChannel(Flux.just(both, Message.of("small"), plain, onlyMetadata))
                            .collectList()
                            .block(Dialogue.LIMIT))
                    .containsExactly(both, Message.of("small"), plain, onlyMetadata);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void fragmentsOfManyStreamsInterleave(Pairing pairing, int socle, int rsocketJava) {
        Queue<Message> forgotten = new ConcurrentLinkedQueue<>();
        Party party = new Party() {
            @Override
            public Mono<Message> requestResponse(Message request) {
                return Mono.just(request);
            }

            @Override
            public Mono<Void> fireAndForget(Message request) {
                forgotten.add(request);
                return Mono.empty();
            }
        };
        try (Dialogue dialogue = pairing.open(party, Settings.DEFAULTS.withFragments(socle, rsocketJava))) {
            Flux.range(0, 24)
                    .flatMap(i -> {
                        Message message = Message.random(i, i % 2 == 0 ? -1 : 3_000, 20_000 + 1_000 * i);
                        return i % 4 == 3
                                ? dialogue.asker().fireAndForget(message)
                                : dialogue.asker()
                                        .requestResponse(message)
                                        .doOnNext(answer -> assertThat(answer).isEqualTo(message))
                                        .then();
                    })
                    .then()
                    .block(Dialogue.LIMIT);
            Dialogue.soon().untilAsserted(() -> assertThat(forgotten).hasSize(6));
            for (Message message : forgotten) {
                int i = (message.data.length - 20_000) / 1_000;
                assertThat(message).isEqualTo(Message.random(i, 3_000, 20_000 + 1_000 * i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void streamOfFragmentedItemsFollowsItsDemand(Pairing pairing, int socle, int rsocketJava) throws Exception {
        Party party = new Party() {
            @Override
            public Flux<Message> requestStream(Message request) {
                return Flux.range(0, 30).map(FragmentsTest::large);
            }
        };
        try (Dialogue dialogue = pairing.open(party, Settings.DEFAULTS.withFragments(socle, rsocketJava))) {
            Demand items = new Demand(2, FragmentsTest::large);
            dialogue.asker().requestStream(Message.of("all")).subscribe(items);
            assertThat(items.await()).isEqualTo(30);
        }
    }

    private static Message large(int number) {
        return Message.random(number, 2_500, 90_000 + number);
    }
}
