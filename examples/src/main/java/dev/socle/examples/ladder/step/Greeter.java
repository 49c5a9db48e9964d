package dev.socle.examples.ladder.step;

/** A step's client, in the shape that all steps share so that they can be compared. One thread at a time uses it. */
public interface Greeter extends AutoCloseable {

    /**
     * Sends a name and waits for the greeting.
     *
     * <p><b>Errors:</b> whatever the step knows of what went wrong; how much that is, is what the steps differ in.
     */
    String greet(String name) throws Exception;

    @Override
    void close();
}
