package dev.socle.examples.ladder;

import dev.socle.examples.ladder.BadPeer.Habit;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** What a step's client does when the other side is not as it should be. */
enum Trial {
    SLOW_PEER("slow peer", Habit.IS_SILENT, "Ada"),
    LOST_PEER("lost peer", Habit.GOES_AWAY, "Ada"),
    BIG_MESSAGE("big message", null, "x".repeat(100_000)),
    WRONG_MESSAGE("wrong message", Habit.SPEAKS_HTTP, "Ada");

    /**
     * How one ended.
     *
     * @param trial which
     * @param word the same in one word or two: {@code works}, {@code waits}, {@code believes it}, {@code error}
     * @param detail what a caller gets to see, and when
     */
    record Outcome(Trial trial, String word, String detail) {}

    private static final Duration PATIENCE = Duration.ofSeconds(7);

    final String title;
    private final @Nullable Habit habit;
    private final String name;

    Trial(String title, @Nullable Habit habit, String name) {
        this.title = title;
        this.habit = habit;
        this.name = name;
    }

    /** Tries; takes seven seconds where the client waits for ever. */
    Outcome of(Step step) throws Exception {
        if (habit == null) {
            try (GreetingServer server = step.serve(step.anywhere())) {
                return ask(step, server.address());
            }
        }
        try (BadPeer peer = new BadPeer(step.anywhere(), habit)) {
            return ask(step, peer.address());
        }
    }

    private Outcome ask(Step step, Address server) throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        long begin = System.nanoTime();
        Thread caller = new Thread(() -> ask(step, server, answer), "ladder-trial");
        caller.setDaemon(true);
        caller.start();
        try {
            String text = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return text.equals("Hello, " + name + "!")
                    ? new Outcome(this, "works", "answered")
                    : new Outcome(this, "believes it", "took for an answer: " + shortened(text));
        } catch (TimeoutException e) {
            return new Outcome(this, "waits", "still waits after " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(this, "error", String.format("after %.1f s: %s", seconds, text(e)));
        }
    }

    private void ask(Step step, Address server, CompletableFuture<String> answer) {
        try (Greeter greeter = step.connect(server)) {
            answer.complete(greeter.greet(name));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private static String text(ExecutionException failure) {
        Throwable root = Exceptions.unwrap(Objects.requireNonNull(failure.getCause()));
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + shortened(root.getMessage()));
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }
}
