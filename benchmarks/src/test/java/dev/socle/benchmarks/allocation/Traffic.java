package dev.socle.benchmarks.allocation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls of one kind over one session, each of them begun on the session's event loop, so that nothing but the two event
 * loops works.
 */
abstract class Traffic {

    private static final long PATIENCE_SECONDS = 60;

    private volatile CountDownLatch done = new CountDownLatch(0);
    private volatile Throwable failure;
    private volatile Thread clientLoop;

    /** Makes so many calls; the calls that are made anyhow may round the number up. */
    final void run(int calls) throws InterruptedException {
        done = new CountDownLatch(1);
        begin(calls);
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("calls that did not end within " + PATIENCE_SECONDS + " s");
        }
        if (failure != null) {
            throw new IllegalStateException("a call failed", failure);
        }
    }

    /** The thread that the last call ended on. */
    final Thread clientLoop() {
        return clientLoop;
    }

    abstract void begin(int calls);

    final void ended() {
        clientLoop = Thread.currentThread();
        done.countDown();
    }

    final void failed(Throwable cause) {
        failure = cause;
        ended();
    }
}
