package dev.socle.benchmarks.compare.load;

/** A request that can be sent once the last one has its answer. */
public interface Call {

    /** Sends the exchange's request as it is now. */
    void send();

    /** Gives up the request that was sent: no answer comes any more. */
    default void cancel() {
        throw new UnsupportedOperationException("cancel");
    }
}
