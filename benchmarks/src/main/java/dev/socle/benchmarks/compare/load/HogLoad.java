package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Small calls at a low, steady rate on a connection that has 1,000 streams: most are open and quiet, up to 100 are the calls,
 * and one, the hog, asks for large items without end; it may have a connection of its own. Only the calls count and are timed.
 */
public final class HogLoad implements Load {

    private static final int STREAMS = 1_000;
    private static final int CALLS = 100;
    private static final double CALLS_PER_SECOND = 2_000;
    private static final int HOG_FIRST = 16;
    private static final long PATIENCE_SECONDS = 10;

    private final Load calls;
    private final Hog hog;
    private final boolean hasHog;

    /** The calls on one link, the hog on the same or another; without its hog it gives the value to compare with. */
    public HogLoad(Link link, Link linkOfHog, boolean hasHog, Progress progress) throws InterruptedException {
        this.hasHog = hasHog;
        CountDownLatch open = new CountDownLatch(STREAMS - CALLS - 1);
        for (int i = 0; i < STREAMS - CALLS - 1; i++) {
            link.stream(Items.Kind.USUAL, new Quiet(open, progress)).accept(1);
        }
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            progress.fail(new WrongAnswerException(open.getCount() + " streams have not answered"));
        }
        hog = new Hog(progress);
        hog.demand = linkOfHog.stream(Items.Kind.LARGE, hog);
        calls = PacedLoad.echo(link, CALLS, CALLS_PER_SECOND, progress);
    }

    @Override
    public void start() {
        calls.start();
        if (hasHog) {
            hog.demand.accept(HOG_FIRST);
        }
    }

    /** One item shows that it is open; it asks for no more. */
    private record Quiet(CountDownLatch open, Progress progress) implements Items.Reader {

        @Override
        public void onItem(ByteBuf bytes, int at, int length) {
            open.countDown();
        }

        @Override
        public void onFailure(Throwable failure) {
            progress.fail(failure);
        }
    }

    /** Asks for the next item at each that comes, while the load goes on. */
    private static final class Hog implements Items.Reader {

        private final Progress progress;
        private IntConsumer demand = n -> {};
        private int number;

        private Hog(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void onItem(ByteBuf bytes, int at, int length) {
            try {
                Message.check(bytes, at, length, number, Items.LARGE_BYTES);
            } catch (WrongAnswerException wrong) {
                progress.fail(wrong);
            }
            number = (number + 1) & (Items.LARGE_NUMBERS - 1);
            if (progress.goesOn()) {
                demand.accept(1);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            progress.fail(failure);
        }
    }
}
