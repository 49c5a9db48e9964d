package dev.socle.benchmarks.compare.load;

/** A contestant answered something else than the right thing, which makes the run worthless. */
public final class WrongAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was got and what was expected. */
    public WrongAnswerException(String message) {
        super(message);
    }
}
