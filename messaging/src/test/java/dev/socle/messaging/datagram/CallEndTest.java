package dev.socle.messaging.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Responder;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** However a call over datagrams ends, its request and its result are given up. */
@ExtendWith(BufferLeaks.class)
@Timeout(60)
class CallEndTest {

    /** Enough for a result to be a slice of what was received. */
    private static final int BYTES = 1_100;

    private static final DatagramServiceOptions OPTIONS = DatagramServiceOptions.defaults();

    private final DatagramServer server = DatagramServer.listen(
                    Address.of("udp", "127.0.0.1", 0), OPTIONS, RequestHandler.of(new Echo()))
            .block();
    private final DatagramClient client =
            DatagramClient.connect(server.address(), OPTIONS).block();
    private final Signals signals = new Signals();
    private final AtomicReference<Payload> decoded = new AtomicReference<>();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void resultReachesWhoWaits() {
        Payload request = request();
        call(request, () -> {}).subscribe(signals);
        signals.subscription().request(1);

        await().until(() -> signals.completions.get() == 1);
        assertThat(signals.values).hasValue(1);
        assertThat(request.refCnt()).isZero();
    }

    @Test
    void resultThatComesAsItsSubscriberCancelsIsReleased() {
        call(request(), () -> signals.subscription().cancel()).subscribe(signals);
        signals.subscription().request(1);

        await().until(() -> decoded.get() != null && decoded.get().refCnt() == 0);
        assertThat(signals.values).hasValue(0);
        assertThat(signals.completions).hasValue(0);
    }

    @Test
    void nothingIsSentBeforeAnybodyWantsIt() {
        Payload request = request();
        call(request, () -> {}).subscribe(signals);
        assertThat(request.refCnt()).isOne();

        signals.subscription().cancel();

        await().until(() -> request.refCnt() == 0);
        assertThat(client.counts().sent()).isZero();
    }

    @Test
    void demandThatIsNotPositiveFailsTheCall() {
        Payload request = request();
        call(request, () -> {}).subscribe(signals);

        signals.subscription().request(0);

        await().until(() -> signals.failure.get() != null);
        assertThat(signals.failure.get())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("request: 0 (expected: > 0, Reactive Streams rule 3.9)");
        assertThat(request.refCnt()).isZero();
        assertThat(client.counts().sent()).isZero();
    }

    @Test
    void secondSubscriptionToAGivenUpRequestFails() {
        Mono<Payload> call = call(request(), () -> {});
        call.block(Duration.ofSeconds(30)).release();
        call.subscribe(signals);
        signals.subscription().request(1);

        await().until(() -> signals.failure.get() != null);
        assertThat(signals.failure.get()).hasMessageContaining("\"echo\"").hasMessageContaining("was not sent");
    }

    private static Payload request() {
        return Payload.of(PooledByteBufAllocator.DEFAULT.directBuffer(BYTES).writeZero(BYTES));
    }

    /** A call whose result is followed by something else before anybody sees it. */
    private Mono<Payload> call(Payload request, Runnable afterDecoding) {
        MessageDecoder<Payload> decoder = new MessageDecoder<>() {
            @Override
            public Payload decode(MessageView message) {
                Payload result = PayloadMessages.INSTANCE.decode(message);
                decoded.set(result);
                afterDecoding.run();
                return result;
            }

            @Override
            public void release(Payload value) {
                value.release();
            }
        };
        return client.requestResponse(
                new InteractionSpec<>("\"echo\"", PayloadMessages.INSTANCE, decoder, 20_000, false), request);
    }

    private static final class Echo implements Responder {
        @Override
        public Mono<Payload> requestResponse(Payload payload) {
            return Mono.just(payload);
        }
    }

    /** Releases values, and counts what it hears. */
    private static final class Signals implements CoreSubscriber<Payload> {

        final AtomicInteger values = new AtomicInteger();
        final AtomicInteger completions = new AtomicInteger();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final AtomicReference<Subscription> given = new AtomicReference<>();

        Subscription subscription() {
            return Objects.requireNonNull(given.get());
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            given.set(subscription);
        }

        @Override
        public void onNext(Payload value) {
            value.release();
            values.incrementAndGet();
        }

        @Override
        public void onError(Throwable why) {
            failure.set(why);
        }

        @Override
        public void onComplete() {
            completions.incrementAndGet();
        }
    }
}
