package dev.socle.messaging.session;

import java.util.function.LongSupplier;

/**
 * Lets mail come together before the loop takes it: the loop offers its processor to other threads, and those that are about
 * to send put theirs meanwhile. All of it then leaves in one system call, and wakes the loop once.
 *
 * <p>Where that does not help it is left for a while: a lone caller would gain nothing, and beside a thread that computes the
 * loop would wait for its processor each time.
 * <p><b>Threading:</b> the loop.
 */
final class Gathering {

    /** So many batches of one mail in a row: nobody else sends. */
    private static final int ALONE_MAX = 16;

    /** Callers take less than that to send: the processor went to somebody else. */
    private static final long OFFER_NANOS_MAX = 200_000;

    /** Batches that are taken as they are before it is tried again. */
    private static final int PAUSE = 256;

    private final Runnable offerProcessor;
    private final LongSupplier nanoTime;
    private int alone;
    private int pause;

    /** With the clock of {@link System#nanoTime}. */
    Gathering(Runnable offerProcessor, LongSupplier nanoTime) {
        this.offerProcessor = offerProcessor;
        this.nanoTime = nanoTime;
    }

    /** There is mail, which will be taken next. */
    void begin() {
        if (pause > 0) {
            pause--;
            return;
        }
        long begun = nanoTime.getAsLong();
        offerProcessor.run();
        if (nanoTime.getAsLong() - begun > OFFER_NANOS_MAX) {
            pause = PAUSE;
        }
    }

    /** So many were taken. */
    void end(int mails) {
        if (pause > 0) {
            return;
        }
        alone = mails > 1 ? 0 : alone + 1;
        if (alone == ALONE_MAX) {
            alone = 0;
            pause = PAUSE;
        }
    }
}
