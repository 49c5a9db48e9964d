package dev.socle.messaging.interop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Asks for so many items at a time, checks each one as it comes, and counts the ends. */
final class Demand extends BaseSubscriber<Message> {

    static final long UNBOUNDED = Long.MAX_VALUE;

    private final long atATime;
    private final IntFunction<Message> expected;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private int count;
    private long open;

    Demand(long atATime, IntFunction<Message> expected) {
        this.atATime = atATime;
        this.expected = expected;
    }

    /** How many items came, once the stream has completed. */
    int await() throws Exception {
        return end.get(Dialogue.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        ask();
    }

    @Override
    protected void hookOnNext(Message item) {
        Message due = expected.apply(count);
        if (!item.equals(due)) {
            fail("item " + count + " is " + item + " (expected: " + due + ")");
            return;
        }
        count++;
        if (atATime != UNBOUNDED && --open < 0) {
            fail("item " + count + " was not asked for");
        } else if (open == 0) {
            ask();
        }
    }

    @Override
    protected void hookOnComplete() {
        end.complete(count);
    }

    @Override
    protected void hookOnError(Throwable failure) {
        end.completeExceptionally(new AssertionError("ended after " + count + " items", failure));
    }

    private void ask() {
        open = atATime;
        request(atATime);
    }

    private void fail(String why) {
        end.completeExceptionally(new AssertionError(why));
        cancel();
    }
}
