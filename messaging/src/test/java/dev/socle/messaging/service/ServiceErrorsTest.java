package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.service.Greeter.Count;
import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(BufferLeaks.class)
class ServiceErrorsTest {

    private final Broken.Implementation broken = new Broken.Implementation();
    private final ServiceRouter router = ServiceRouter.builder()
            .add(Greeter.class, Greeter.polite())
            .add(Broken.class, broken)
            .build();
    private final Wire wire = Wire.local(router);
    private final Broken proxy = wire.proxy(Broken.class);

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeter.gret | No service answers to route \"greeter.gret\": did you mean \"greeter.greet\"?",
                "nobody.here | No service answers to route \"nobody.here\"",
                "greeter.getClass | No service answers to route \"greeter.getClass\"",
                "greeter.greetAda | No service answers to route \"greeter.greetAda\"",
                "greeter.polite | No service answers to route \"greeter.polite\"",
            })
    void anUnknownRouteIsNotFound(String route, String text) {
        InteractionException failure = fail(Metadata.route(route), "{}");

        assertThat(failure).hasMessage(text);
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
    }

    @Test
    void anUnknownRouteIsShownShortAndHarmless() {
        InteractionException failure = fail(Metadata.route("\u001b[31m" + "x".repeat(200)), "{}");

        assertThat(failure.getMessage())
                .startsWith("No service answers to route \"\\u001b[31mxxx")
                .hasSizeLessThan(110);
    }

    @Test
    void aWrongInteractionNamesBoth() {
        Payload request = Payload.of(
                Unpooled.wrappedBuffer(Metadata.route("greeter.greet").toBytes()), Unpooled.EMPTY_BUFFER);

        InteractionException failure = catchThrowableOfType(
                InteractionException.class,
                () -> wire.session().requestStream(request).blockLast(PATIENCE));

        assertThat(failure).hasMessage("Route \"greeter.greet\" is request/response, not request/stream");
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void aRequestWithoutARouteIsInvalid() {
        InteractionException nothing = fail(Payload.of("{}"));
        InteractionException other = fail(Metadata.empty().dataType(MimeType.JSON), "{}");

        assertThat(nothing.getMessage()).startsWith("Request without a route: send composite metadata");
        assertThat(other.getMessage()).startsWith("Request without a route: send composite metadata");
        assertThat(nothing.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(other.code()).isEqualTo(ErrorCode.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "fe0000", "fe00000a03", "fe0000020561", "05\u00e9", "fe000000"})
    void badMetadataIsInvalid(String text) {
        byte[] metadata =
                text.startsWith("05") ? text.getBytes(UTF_8) : io.netty.buffer.ByteBufUtil.decodeHexDump(text);

        InteractionException failure =
                fail(Payload.of(Unpooled.wrappedBuffer(metadata), Unpooled.copiedBuffer("{}", UTF_8)));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(failure.getMessage()).startsWith("Bad metadata: ");
    }

    @Test
    void anUnknownFormatIsInvalid() {
        InteractionException failure =
                fail(Metadata.route("greeter.greet").dataType(MimeType.parse("application/x-other")), "{}");

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(failure.getMessage())
                .contains("greeter.greet", "application/x-other", "application/json", "application/cbor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"name\":[]}", "null", "[1]", "{\"name\":\"Ada\"} {}"})
    void aBadBodyIsInvalid(String body) {
        InteractionException failure = fail(Metadata.route("greeter.greet"), body);

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(failure.getMessage()).startsWith("Bad request for route \"greeter.greet\": ");
    }

    @Test
    void aBadMessageInAChannelIsInvalidWhereverItStands() {
        assertThat(chat("{").code()).isEqualTo(ErrorCode.INVALID);
        InteractionException later = chat("{\"name\":\"Ada\"}", "{\"name\":\"Bob\"}", "{");

        assertThat(later.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(later.getMessage()).startsWith("Bad request for route \"greeter.chat\": ");
    }

    @Test
    void theConnectionOutlivesBadRequests() {
        fail(Metadata.route("greeter.greet"), "{");
        fail(Metadata.route("nobody"), "");
        fail(Payload.of(""));

        assertThat(wire.proxy(Greeter.class).greet(new Person("Ada")).block(PATIENCE))
                .isEqualTo(new Greeting("Hello, Ada!"));
    }

    @Test
    void aBadNoteIsForgotten() {
        Payload note = Payload.of(
                Unpooled.wrappedBuffer(Metadata.route("greeter.note").toBytes()), Unpooled.copiedBuffer("{", UTF_8));
        wire.session().fireAndForget(note).block(PATIENCE);

        assertThat(wire.proxy(Greeter.class).notes().block(PATIENCE)).isEqualTo(new Count(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "mono", "later", "stage", "block"})
    void whatAHandlerChoosesArrivesAsItIs(String how) {
        InteractionException failure = fail(how, InteractionException.of(0x301, "no such person"));

        assertThat(failure.code()).isEqualTo(0x301);
        assertThat(failure).hasMessage("no such person");
        assertThat(failure.outcome()).isEqualTo(Outcome.EXECUTED_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "mono", "later", "stage", "block"})
    void otherFailuresOfAHandlerTellNothingButAnId(String how) {
        InteractionException failure = fail(how, new IllegalStateException("jdbc:secret"));

        assertThat(failure.code()).isEqualTo(ErrorCode.APPLICATION_ERROR);
        assertThat(failure.getMessage()).matches("internal error, id [0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "mono", "stage", "block"})
    void evenAnErrorOfTheMachineIsAnAnswer(String how) {
        InteractionException failure = fail(how, new StackOverflowError());

        assertThat(failure.getMessage()).startsWith("internal error, id ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "mono", "stage", "block"})
    void aHandlerThatGivesNullFails(String how) {
        InteractionException failure = fail(how, null);

        assertThat(failure.code()).isEqualTo(ErrorCode.APPLICATION_ERROR);
        assertThat(failure.getMessage()).startsWith("internal error, id ");
    }

    @Test
    void aPublisherThatThrowsWhenSubscribedFailsItsRequest() {
        broken.stream = subscriber -> {
            throw new IllegalStateException("jdbc:secret");
        };

        InteractionException failure = catchThrowableOfType(
                InteractionException.class, () -> proxy.stream().blockLast(PATIENCE));

        assertThat(failure.getMessage()).startsWith("internal error, id ");
    }

    @Test
    void aStreamFailsAfterWhatItGave() {
        broken.stream = Flux.just("a", "b").concatWith(Mono.error(new IllegalStateException("jdbc:secret")));

        StringBuilder got = new StringBuilder();
        InteractionException failure = catchThrowableOfType(
                InteractionException.class,
                () -> proxy.stream().doOnNext(got::append).blockLast(PATIENCE));

        assertThat(got).hasToString("ab");
        assertThat(failure.getMessage()).startsWith("internal error, id ");
    }

    @Test
    void anAnswerThatCannotBeWrittenFailsItsRequest() {
        InteractionException failure = catchThrowableOfType(
                InteractionException.class, () -> proxy.endless().block(PATIENCE));

        assertThat(failure.code()).isEqualTo(ErrorCode.APPLICATION_ERROR);
        assertThat(failure.getMessage()).startsWith("internal error, id ");
    }

    @Test
    void aRequestThatCannotBeWrittenIsNeverSent() {
        InteractionException failure = catchThrowableOfType(
                InteractionException.class,
                () -> proxy.takesNode(Broken.Node.endless()).block(PATIENCE));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
        assertThat(failure).hasMessageContaining("broken.takesNode");
    }

    @Test
    void anAnswerOfAnotherShapeSaysSo() {
        InteractionException failure = catchThrowableOfType(
                InteractionException.class,
                () -> wire.proxy(OtherGreeter.class).greet(new Person("Ada")).block(PATIENCE));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(failure.mayHaveBeenProcessed()).isTrue();
        assertThat(failure).hasMessageContaining("greeter.greet");
    }

    @Test
    void anAnswerThatDoesNotComeIsLate() {
        Broken hasty = wire.proxies().deadline(Duration.ofMillis(50)).build().of(Broken.class);

        InteractionException reactive = catchThrowableOfType(
                InteractionException.class, () -> hasty.never().block(PATIENCE));
        InteractionException annotated = catchThrowableOfType(
                InteractionException.class, () -> proxy.neverForLong().block(PATIENCE));

        assertThat(reactive.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(reactive.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(annotated.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(annotated).hasMessageContaining("40 ms");
    }

    @Test
    void cancellingReachesTheHandler() {
        var subscription = proxy.never().subscribe();
        await().untilAtomic(broken.subscribed, org.hamcrest.Matchers.is(1));
        subscription.dispose();
        await().untilTrue(broken.cancelled);

        broken.cancelled.set(false);
        CompletableFuture<String> future = proxy.neverStage().toCompletableFuture();
        await().untilAtomic(broken.subscribed, org.hamcrest.Matchers.is(2));
        future.cancel(true);
        await().untilTrue(broken.cancelled);
    }

    private InteractionException fail(String how, Throwable failure) {
        broken.failure = failure;
        return catchThrowableOfType(InteractionException.class, () -> {
            switch (how) {
                case "throw" -> proxy.throwing().block(PATIENCE);
                case "mono" -> proxy.mono().block(PATIENCE);
                case "later" -> proxy.later().block(PATIENCE);
                case "stage" -> {
                    try {
                        proxy.stage().toCompletableFuture().join();
                    } catch (CompletionException e) {
                        throw e.getCause();
                    }
                }
                default -> proxy.plain();
            }
        });
    }

    private InteractionException fail(Metadata metadata, String data) {
        return fail(Payload.of(Unpooled.wrappedBuffer(metadata.toBytes()), Unpooled.copiedBuffer(data, UTF_8)));
    }

    private InteractionException fail(Payload request) {
        return catchThrowableOfType(
                InteractionException.class,
                () -> wire.session().requestResponse(request).block(PATIENCE));
    }

    private InteractionException chat(String... bodies) {
        byte[] metadata = Metadata.route("greeter.chat").toBytes();
        Flux<Payload> payloads = Flux.fromArray(bodies)
                .map(body -> Payload.of(Unpooled.wrappedBuffer(metadata), Unpooled.copiedBuffer(body, UTF_8)));
        return catchThrowableOfType(
                InteractionException.class,
                () -> wire.session()
                        .requestChannel(payloads)
                        .doOnNext(Payload::release)
                        .blockLast(PATIENCE));
    }

    @Service("greeter")
    interface OtherGreeter {
        Mono<List<String>> greet(Person who);
    }

    interface Broken {
        Mono<String> throwing();

        Mono<String> mono();

        Mono<String> later();

        CompletionStage<String> stage();

        String plain();

        Flux<String> stream();

        Mono<String> never();

        CompletionStage<String> neverStage();

        @Deadline(millis = 40)
        Mono<String> neverForLong();

        Mono<Node> endless();

        Mono<String> takesNode(Node node);

        /** Contains itself. */
        record Node(List<Node> inside) {
            static Node endless() {
                Node node = new Node(new ArrayList<>());
                node.inside.add(node);
                return node;
            }
        }

        final class Implementation implements Broken {
            volatile Throwable failure;
            volatile Publisher<String> stream = Flux.empty();
            final AtomicInteger subscribed = new AtomicInteger();
            final AtomicBoolean cancelled = new AtomicBoolean();

            @Override
            public Mono<String> throwing() {
                if (failure == null) {
                    return null;
                }
                throw Implementation.<RuntimeException>sneaky(failure);
            }

            @Override
            public Mono<String> mono() {
                return failure == null ? null : Mono.error(failure);
            }

            @Override
            public Mono<String> later() {
                return Mono.delay(Duration.ofMillis(1)).then(Mono.error(failure));
            }

            @Override
            public CompletionStage<String> stage() {
                return failure == null ? null : CompletableFuture.failedFuture(failure);
            }

            @Override
            public String plain() {
                if (failure == null) {
                    return null;
                }
                throw Implementation.<RuntimeException>sneaky(failure);
            }

            @Override
            public Flux<String> stream() {
                Publisher<String> given = stream;
                return given instanceof Flux<String> flux
                        ? flux
                        : new Flux<>() {
                            @Override
                            public void subscribe(reactor.core.CoreSubscriber<? super String> subscriber) {
                                given.subscribe(subscriber);
                            }
                        };
            }

            @Override
            public Mono<String> never() {
                return Mono.<String>never()
                        .doOnSubscribe(subscription -> subscribed.incrementAndGet())
                        .doOnCancel(() -> cancelled.set(true));
            }

            @Override
            public CompletionStage<String> neverStage() {
                CompletableFuture<String> future = new CompletableFuture<>();
                future.whenComplete((value, end) -> cancelled.set(future.isCancelled()));
                subscribed.incrementAndGet();
                return future;
            }

            @Override
            public Mono<String> neverForLong() {
                return Mono.never();
            }

            @Override
            public Mono<Node> endless() {
                return Mono.just(Node.endless());
            }

            @Override
            public Mono<String> takesNode(Node node) {
                return Mono.just("taken");
            }

            @SuppressWarnings("unchecked")
            private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
                throw (E) failure;
            }
        }
    }
}
