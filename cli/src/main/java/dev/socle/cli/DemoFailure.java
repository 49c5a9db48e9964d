package dev.socle.cli;

/** A step of the demonstration did not show what it should. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    static void unless(boolean shown, String message) {
        if (!shown) {
            throw new DemoFailure(message);
        }
    }
}
