package dev.socle.messaging.session;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one queue through which other threads reach a connection's loop: many put, the loop takes all at once.
 *
 * <p>A stack that is emptied whole and turned round: one compare-and-set to put, one swap to take a batch, and the first
 * who puts into an empty box knows that it has to wake the loop. Because it is emptied whole, a node that returns cannot
 * be mistaken for its former self.
 * <p>Invariant: a mail is in the box at most once; its stream's signal bits see to that, and so bound the box by the
 * number of streams.
 */
final class Mailbox {

    private static final AtomicReferenceFieldUpdater<Mailbox, Mail> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Mail.class, "newest");

    private volatile @Nullable Mail newest;

    /** Adds a mail, from any thread; true when the box was empty, so that the caller wakes the loop. */
    boolean put(Mail mail) {
        Mail before;
        do {
            before = newest;
            mail.nextMail(before);
        } while (!NEWEST.compareAndSet(this, before, mail));
        return before == null;
    }

    /**
     * Takes all mail that is there, oldest first, on the loop, and says how much it was; what one throws must not keep the next
     * from coming.
     */
    int takeAll(Consumer<Throwable> onFailure) {
        int count = 0;
        Mail reversed = null;
        Mail mail = NEWEST.getAndSet(this, null);
        while (mail != null) {
            Mail next = mail.nextMail();
            mail.nextMail(reversed);
            reversed = mail;
            mail = next;
            count++;
        }
        while (reversed != null) {
            mail = reversed;
            reversed = mail.nextMail();
            mail.nextMail(null); // before onMail, which may put it again
            try {
                mail.onMail();
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        }
        return count;
    }
}
