package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox();
    private final List<String> read = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    /** Does something when it is read. */
    private static final class Letter implements Mail {
        private final Runnable content;
        private @Nullable Mail next;

        Letter(Runnable content) {
            this.content = content;
        }

        @Override
        public void onMail() {
            content.run();
        }

        @Override
        public @Nullable Mail nextMail() {
            return next;
        }

        @Override
        public void nextMail(@Nullable Mail value) {
            next = value;
        }
    }

    @Test
    void theFirstOfABatchWakesTheLoopAndAllAreReadInOrder() {
        assertThat(mailbox.put(letter("a"))).isTrue();
        assertThat(mailbox.put(letter("b"))).isFalse();
        assertThat(mailbox.put(letter("c"))).isFalse();
        assertThat(takeAll()).isEqualTo(3);
        assertThat(read).containsExactly("a", "b", "c");
        assertThat(takeAll()).isZero();
        assertThat(read).hasSize(3);
        assertThat(mailbox.put(letter("d"))).isTrue();
    }

    @Test
    void whatIsPutWhileReadingIsForTheNextBatch() {
        Letter[] again = new Letter[1];
        again[0] = new Letter(() -> {
            read.add("again");
            assertThat(mailbox.put(again[0])).isTrue();
        });
        mailbox.put(again[0]);
        mailbox.put(letter("b"));
        takeAll();
        assertThat(read).containsExactly("again", "b");
        takeAll();
        assertThat(read).containsExactly("again", "b", "again");
        assertThat(failures).isEmpty();
    }

    @Test
    void aMailThatThrowsDoesNotKeepTheNextFromComing() {
        IllegalStateException onPurpose = new IllegalStateException("on purpose");
        mailbox.put(new Letter(() -> {
            throw onPurpose;
        }));
        mailbox.put(letter("b"));
        takeAll();
        assertThat(read).containsExactly("b");
        assertThat(failures).containsExactly(onPurpose);
    }

    @Test
    void whatManyThreadsPutIsReadOnceAndInTheOrderOfEach() throws InterruptedException {
        int each = 20_000;
        ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
        int[] last = {-1, -1, -1};
        AtomicInteger count = new AtomicInteger();
        AtomicInteger wakes = new AtomicInteger();
        for (int t = 0; t < last.length; t++) {
            int who = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int number = i;
                    boolean first = mailbox.put(new Letter(() -> {
                        assertThat(number).isEqualTo(last[who] + 1);
                        last[who] = number;
                        count.incrementAndGet();
                    }));
                    wakes.addAndGet(first ? 1 : 0);
                }
            });
            threads.add(thread);
            thread.start();
        }
        int batches = 0;
        for (boolean running = true; running; batches++) {
            running = threads.stream().anyMatch(Thread::isAlive);
            takeAll();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(count).hasValue(each * last.length);
        assertThat(wakes.get()).isBetween(1, batches);
    }

    private Letter letter(String text) {
        return new Letter(() -> read.add(text));
    }

    private int takeAll() {
        return mailbox.takeAll(failures::add);
    }
}
