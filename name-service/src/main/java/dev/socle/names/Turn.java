package dev.socle.names;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One task after the other, on one thread that is shared with others: what a client owns is touched here only, and so needs
 * no locks. Tasks must not block.
 *
 * <p><b>Threading:</b> any thread may hand in a task. After {@link #dispose} none is run.
 */
final class Turn implements Executor {

    private final Scheduler.Worker worker = Schedulers.parallel().createWorker();

    @Override
    public void execute(Runnable task) {
        later(task, 0);
    }

    /** Runs a task after a time, unless it is disposed before. */
    Disposable later(Runnable task, long delayMillis) {
        try {
            return worker.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return Disposables.disposed();
        }
    }

    void dispose() {
        worker.dispose();
    }
}
