package dev.socle.transport;

import io.netty.util.LeakPresenceDetector;

/**
 * Counts every pooled buffer of the process, open ones up and released ones down. Netty makes it when
 * {@link BufferLeaks} has asked for it in time.
 */
public final class CountingLeakDetector<T> extends LeakPresenceDetector<T> {

    private static volatile ResourceScope tests = new ResourceScope("tests");

    public CountingLeakDetector(Class<?> resource) {
        super(resource);
    }

    @SuppressWarnings("unused") // as Netty makes it
    public CountingLeakDetector(Class<?> resource, int samplingInterval) {
        super(resource);
    }

    @SuppressWarnings("unused") // as older code of Netty makes it
    public CountingLeakDetector(Class<?> resource, int samplingInterval, long maxActive) {
        super(resource);
    }

    @Override
    protected ResourceScope currentScope() {
        return tests;
    }

    static boolean hasOpenBuffers() {
        return tests.hasOpenResources();
    }

    /** Forgets the buffers that are open now: their release, should it still come, is not counted either. */
    static void startOver() {
        tests = new ResourceScope("tests");
    }
}
