package dev.socle.benchmarks.compare.load;

/** What a client does all the time; {@link Progress#stop} ends it, and then it may be started again. */
public interface Load {

    /** Starts it; it goes on when this returns. */
    void start();
}
