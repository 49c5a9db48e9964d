package dev.socle.messaging.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** Lets a test do things on a connection's event loop, or keep it busy. */
final class OnLoop {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private OnLoop() {}

    /** Runs on the loop, and waits for the end of it. */
    static void run(SessionEngine session, Runnable task) {
        Mono.<Void>create(sink -> session.connection().execute(() -> {
                    try {
                        task.run();
                        sink.success();
                    } catch (Throwable failure) {
                        sink.error(failure);
                    }
                }))
                .block(PATIENCE);
    }

    /** Runs on the test's thread while the loop does nothing else, so that all of it waits in the mailbox. */
    static void whileBusy(SessionEngine session, Runnable task) {
        AtomicBoolean isBusy = new AtomicBoolean();
        AtomicBoolean isDone = new AtomicBoolean();
        session.connection().execute(() -> {
            isBusy.set(true);
            while (!isDone.get()) {
                isBusy.set(true); // anything that BlockHound does not take for waiting
            }
        });
        Soon.until(isBusy::get);
        try {
            task.run();
        } finally {
            isDone.set(true);
        }
    }
}
