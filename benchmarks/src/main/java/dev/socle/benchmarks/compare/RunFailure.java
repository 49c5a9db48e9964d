package dev.socle.benchmarks.compare;

/** The run cannot go on, or is worth nothing: the message says who failed, where, and in which words. */
final class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunFailure(String message) {
        super(message);
    }
}
