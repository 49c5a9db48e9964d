package dev.socle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.LeakPresenceDetector;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Counts the pooled buffers after each test: {@code @ExtendWith(BufferLeaks.class)}. A buffer that is still open
 * some seconds after the test fails it.
 *
 * <p>It is also a listener of the test session, found as a service, which puts {@link CountingLeakDetector} in place
 * before any class of Netty is loaded. Heap buffers of {@code Unpooled} are not counted.
 */
public final class BufferLeaks implements LauncherSessionListener, BeforeAllCallback, AfterEachCallback {

    private static final String DETECTOR = "io.netty.customResourceLeakDetector";

    private final Duration grace;

    /** As JUnit makes it: five seconds for what is still on its way. */
    public BufferLeaks() {
        this(Duration.ofSeconds(5));
    }

    BufferLeaks(Duration grace) {
        this.grace = grace;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        System.setProperty(DETECTOR, CountingLeakDetector.class.getName());
    }

    /** Sees to it that the count cannot stay at zero because nobody counts. */
    @Override
    public void beforeAll(ExtensionContext context) {
        boolean wasOpen = CountingLeakDetector.hasOpenBuffers();
        ByteBuf probe = ByteBufAllocator.DEFAULT.buffer(1);
        boolean counts = wasOpen || CountingLeakDetector.hasOpenBuffers();
        probe.release();
        if (!counts) {
            throw new IllegalStateException(
                    "buffers are not counted: Netty was loaded before " + DETECTOR + " was set");
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(grace)
                    .until(() -> !CountingLeakDetector.hasOpenBuffers());
        } catch (ConditionTimeoutException stillOpen) {
            try {
                LeakPresenceDetector.check(); // fails
            } finally {
                CountingLeakDetector.startOver(); // for the next test
            }
        }
    }
}
