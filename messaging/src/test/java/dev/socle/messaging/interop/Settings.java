package dev.socle.messaging.interop;

import dev.socle.messaging.session.SessionLimits;
import dev.socle.messaging.session.SessionOptions;
import java.time.Duration;

/**
 * What a test changes in both implementations.
 *
 * @param socleFragment bytes of a frame that Socle sends, without the length before it
 * @param rsocketJavaFragment bytes of a frame that rsocket-java sends, with the length before it; 0 for no fragments
 * @param keepAlive how often the client sends keep-alives
 * @param lifetime silence after which either side gives up
 */
record Settings(int socleFragment, int rsocketJavaFragment, Duration keepAlive, Duration lifetime) {

    static final int NO_FRAGMENTS = 0xFFFFFF;

    static final Settings DEFAULTS = new Settings(NO_FRAGMENTS, 0, Duration.ofSeconds(20), Duration.ofSeconds(90));

    Settings withFragments(int socle, int rsocketJava) {
        return new Settings(socle, rsocketJava, keepAlive, lifetime);
    }

    Settings withKeepAlive(Duration every, Duration deadAfter) {
        return new Settings(socleFragment, rsocketJavaFragment, every, deadAfter);
    }

    SessionOptions options() {
        return SessionOptions.defaults()
                .withKeepAlive(keepAlive, lifetime)
                .withLimits(SessionLimits.defaults()
                        .withFragmentLength(socleFragment)
                        .withMetadataLengthMax(1 << 20));
    }
}
