package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.XdrCase;
import dev.socle.messaging.codec.XdrUnsigned;
import dev.socle.transport.BufferLeaks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Typed services whose messages are XDR, over RSocket. */
@ExtendWith(BufferLeaks.class)
final class XdrServiceTest {

    private static final Stock STOCK = new Stock() {
        @Override
        public Mono<Answer> find(Question question) {
            return Mono.just(
                    question.name() == null ? new Missing() : new Found(question.number(), List.of(question.name())));
        }

        @Override
        public Mono<Long> add(long one, int two) {
            return Mono.just(one + two);
        }

        @Override
        public Flux<Question> all(String name) {
            return Flux.range(1, 3).map(number -> new Question(number, name));
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"local", "tcp"})
    void callsTravelAsXdr(String scheme) {
        try (Wire wire =
                Wire.of(scheme, ServiceRouter.builder().add(Stock.class, STOCK).build())) {
            Stock stock = wire.proxies().mimeType(MimeType.XDR).build().of(Stock.class);

            assertThat(stock.find(new Question(4_000_000_000L, "bolt")).block(Wire.PATIENCE))
                    .isEqualTo(new Found(4_000_000_000L, List.of("bolt")));
            assertThat(stock.find(new Question(1, null)).block(Wire.PATIENCE)).isEqualTo(new Missing());
            assertThat(stock.add(1L << 40, -1).block(Wire.PATIENCE)).isEqualTo((1L << 40) - 1);
            assertThat(stock.all("nut").collectList().block(Wire.PATIENCE))
                    .containsExactly(new Question(1, "nut"), new Question(2, "nut"), new Question(3, "nut"));
        }
    }

    @Test
    void answerComesAsXdrWithoutAskingForIt() {
        try (Wire wire =
                Wire.local(ServiceRouter.builder().add(Stock.class, STOCK).build())) {
            byte[] answer = wire.proxies()
                    .mimeType(MimeType.XDR)
                    .build()
                    .of(RawStock.class)
                    .find(new Question(7, null))
                    .block(Wire.PATIENCE);

            assertThat(answer).containsExactly(0, 0, 0, 0);
        }
    }

    @Service("stock")
    interface Stock {
        Mono<Answer> find(Question question);

        Mono<Long> add(long one, int two);

        Flux<Question> all(String name);
    }

    @Service("stock")
    interface RawStock {
        Mono<byte[]> find(Question question);
    }

    record Question(@XdrUnsigned long number, @Nullable String name) {}

    @com.fasterxml.jackson.annotation.JsonSubTypes({
        @com.fasterxml.jackson.annotation.JsonSubTypes.Type(value = Missing.class, name = "missing"),
        @com.fasterxml.jackson.annotation.JsonSubTypes.Type(value = Found.class, name = "found")
    })
    sealed interface Answer {}

    @XdrCase(0)
    record Missing() implements Answer {}

    @XdrCase(1)
    record Found(@XdrUnsigned long number, List<String> names) implements Answer {}
}
