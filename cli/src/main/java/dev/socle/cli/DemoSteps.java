package dev.socle.cli;

import java.util.concurrent.TimeUnit;

/** Tells what the demonstration does, step by step, with the time that each takes. */
final class DemoSteps {

    private final Console console;
    private final boolean json;
    private final long begunNanos = System.nanoTime();
    private String title = "";
    private int number;
    private long stepNanos;

    DemoSteps(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * A step that showed what it should.
     *
     * @param step its number
     * @param title what was done
     * @param result what was seen
     * @param millis how long it took
     */
    record Step(int step, String title, String result, long millis) {}

    void begin(String what) {
        title = what;
        number++;
        stepNanos = System.nanoTime();
        if (!json) {
            console.out().say(console.ansi().string("@|bold " + number + ". " + title + "|@"));
        }
    }

    void end(String result) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stepNanos);
        console.out()
                .say(
                        json
                                ? Json.of(Step.class, new Step(number, title, result, millis))
                                : "   " + result + "  (" + millis + " ms)");
    }

    /** Where it stands, for a failure. */
    String place() {
        return "step " + number + " (" + title + ")";
    }

    void done() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
        if (!json) {
            console.out().say("All " + number + " steps showed what they should, in " + millis + " ms.");
        }
    }
}
