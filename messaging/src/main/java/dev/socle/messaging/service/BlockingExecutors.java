package dev.socle.messaging.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where handlers of the blocking style run. */
final class BlockingExecutors {

    private static final int THREADS_MAX = 64;
    private static final int WAITING_MAX = 1_000;
    private static final int VIRTUAL_MAX = 16_384;

    private BlockingExecutors() {}

    /** The one of the process: virtual threads where this Java has them, else a pool; made when first needed. */
    static Executor shared() {
        return Shared.EXECUTOR;
    }

    /** A pool of daemon threads that end when idle; beyond threads and queue, work is rejected. */
    static Executor pool(int threadsMax, int waitingMax) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threadsMax, threadsMax, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax), work -> {
                    Thread thread = new Thread(work, "socle-blocking-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A virtual thread for each work, up to a limit; null on a Java without virtual threads. */
    static @Nullable Executor virtual(int runningMax) {
        ExecutorService threads;
        try {
            threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException none) {
            return null;
        }
        return new Limited(threads, runningMax);
    }

    private static final class Shared {
        static final Executor EXECUTOR = choose();

        private static Executor choose() {
            Executor virtual = virtual(VIRTUAL_MAX);
            return virtual == null ? pool(THREADS_MAX, WAITING_MAX) : virtual;
        }
    }

    private static final class Limited implements Executor {
        private final Executor executor;
        private final int runningMax;
        private final AtomicInteger running = new AtomicInteger();

        Limited(Executor executor, int runningMax) {
            this.executor = executor;
            this.runningMax = runningMax;
        }

        @Override
        public void execute(Runnable work) {
            if (running.incrementAndGet() > runningMax) {
                running.decrementAndGet();
                throw new RejectedExecutionException(runningMax + " run already");
            }
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    running.decrementAndGet();
                }
            });
        }
    }
}
