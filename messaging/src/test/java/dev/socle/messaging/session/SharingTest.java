package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharingTest {

    private static final int LONG_TURN = 256 * 1024;
    private static final int SHORT_TURN = 64 * 1024;
    private static final long WHILE_NANOS = 10_000_000;

    private int offers;
    private int shortened;
    private long offerNanos;
    private long now = Long.MAX_VALUE - 4_500_000; // the clock may turn negative on the way
    private final Sharing sharing = new Sharing(this::offer, () -> shortened++, () -> now);

    @Test
    void bulkAloneHasLongTurnsAndKeepsItsProcessor() {
        sharing.afterBulk(now);

        assertThat(sharing.turnBytes(now)).isEqualTo(LONG_TURN);
        assertThat(offers).isZero();
    }

    @Test
    void turnsAreShortForAWhileAfterASmallMessage() {
        sharing.small(now);

        assertThat(sharing.turnBytes(now)).isEqualTo(SHORT_TURN);
        assertThat(sharing.turnBytes(now + WHILE_NANOS - 1)).isEqualTo(SHORT_TURN);
        assertThat(sharing.turnBytes(now + WHILE_NANOS)).isEqualTo(LONG_TURN);
    }

    @Test
    void theProcessorIsOfferedAfterEachTurnForAWhileAfterASmallMessage() {
        sharing.small(now);
        sharing.afterBulk(now);
        sharing.afterBulk(now);
        assertThat(offers).isEqualTo(2);

        sharing.afterBulk(now + WHILE_NANOS);
        assertThat(offers).isEqualTo(2);
    }

    @Test
    void anOfferIsFollowedByNoneForFourTimesAsLong() {
        sharing.small(now);
        offerNanos = 1_000_000;
        sharing.afterBulk(now);
        long back = now;
        offerNanos = 0;

        sharing.afterBulk(back);
        sharing.afterBulk(back + 3_999_999);
        assertThat(offers).isEqualTo(1);

        sharing.afterBulk(back + 4_000_000);
        assertThat(offers).isEqualTo(2);
    }

    @Test
    void theQueueIsShortenedOnceWhenBulkFollowsEightSmallMessages() {
        sharing.bulkReceived(now);
        for (int i = 0; i < 7; i++) {
            sharing.small(++now);
            sharing.bulkReceived(now);
        }
        assertThat(shortened).isZero();

        for (int i = 0; i < 20; i++) {
            sharing.small(++now);
            sharing.bulkReceived(now);
        }
        assertThat(shortened).isEqualTo(1);
    }

    @Test
    void whatAsksForBulkDoesNotShortenItsQueue() {
        sharing.small(now);
        for (int i = 0; i < 100; i++) {
            sharing.bulkReceived(now);
        }
        for (int i = 0; i < 100; i++) {
            now += WHILE_NANOS;
            sharing.small(now);
            sharing.bulkReceived(now + WHILE_NANOS);
        }
        assertThat(shortened).isZero();
    }

    private void offer() {
        offers++;
        now += offerNanos;
    }
}
