package dev.socle.cli;

import java.util.concurrent.CompletableFuture;

/**
 * The wish from outside that the command should end: a signal from the terminal or the system, or a test.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Stop {

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private volatile boolean heeded;

    /** Completes when the command should end. Who calls it promises to end in order then. */
    CompletableFuture<Void> asked() {
        heeded = true;
        return asked;
    }

    /** Asks the command to end; false when it does not listen and has to be ended from outside. */
    boolean ask() {
        asked.complete(null);
        return heeded;
    }
}
