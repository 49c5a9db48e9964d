package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private int offers;
    private long offerNanos = 200_000;
    private long nanoTime;
    private final Gathering gathering = new Gathering(this::offer, () -> nanoTime);

    @Test
    void whereMailComesTogetherEachBatchIsWaitedFor() {
        takeBatches(1_000, 2);

        assertThat(offers).isEqualTo(1_000);
    }

    @Test
    void aLoneCallerIsTakenAtOnceButForATryNowAndThen() {
        takeBatches(16, 1);
        assertThat(offers).isEqualTo(16);

        takeBatches(256, 1);
        assertThat(offers).isEqualTo(16);

        takeBatches(15, 1);
        assertThat(offers).isEqualTo(31);

        takeBatches(256, 1);
        assertThat(offers).isEqualTo(31);
    }

    @Test
    void aBatchOfMoreThanOneBeginsTheCountAnew() {
        takeBatches(15, 1);
        takeBatches(1, 2);
        takeBatches(15, 1);
        takeBatches(1, 2);

        assertThat(offers).isEqualTo(32);
    }

    @Test
    void whoDidNotGetItsProcessorBackSoonKeepsItForAWhile() {
        offerNanos++;
        takeBatches(1, 2);
        offerNanos--;

        takeBatches(256, 2);
        assertThat(offers).isEqualTo(1);

        takeBatches(10, 2);
        assertThat(offers).isEqualTo(11);
    }

    /** Who puts the next mail wakes nobody while there is some: nobody would ever take it. */
    @Test
    void mailIsTakenThoughTheOfferFails() {
        SessionAcceptor echo = SessionAcceptor.of(RequestHandler.of(new EchoResponder()));
        try (Listening listening = Listening.open(echo)) {
            Session session = WatchedConnection.connect(
                    listening.address(), SessionOptions.defaults(), RequestHandler.rejecting(), (call, argument) -> {
                        if (call.equals("offerProcessor")) {
                            throw new IllegalStateException("no offers");
                        }
                    });

            Payload answer = Objects.requireNonNull(
                    session.requestResponse(Payload.of("ask")).block(Duration.ofSeconds(30)));

            assertThat(answer.dataUtf8()).isEqualTo("ask");
            answer.release();
            session.dispose();
        }
    }

    private void takeBatches(int count, int mailsInEach) {
        for (int i = 0; i < count; i++) {
            gathering.begin();
            gathering.end(mailsInEach);
        }
    }

    private void offer() {
        offers++;
        nanoTime += offerNanos;
    }
}
