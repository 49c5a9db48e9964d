package dev.socle.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import java.io.FileNotFoundException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is said where the native library is missing. */
class QuicLibraryTest {

    private static final Address ADDRESS = Address.parse("quic://127.0.0.1:7000");

    @Test
    void connectAndListenNameThePlatformAndWhatToUseInstead() {
        Transport transport =
                new QuicTransport(Loops::shared, HostResolver.JDK, new QuicLibrary(QuicLibraryTest::missing));

        assertRefused(transport.connect(ADDRESS, ConnectionOptions.defaults()), "Cannot connect to " + ADDRESS);
        assertRefused(
                transport.listen(ADDRESS, ConnectionOptions.defaults(), Connection::close),
                "Cannot listen at " + ADDRESS);
    }

    @Test
    void libraryThatCannotBeLoadedSaysWhyNot() {
        assertThat(new QuicLibrary(() -> new UnsatisfiedLinkError("libc is too old")).whyNot())
                .contains("cannot be loaded", "libc is too old", System.getProperty("os.arch"));
    }

    @Test
    void nothingIsSaidWhereItIsThere() {
        assertThat(new QuicLibrary(() -> null).whyNot()).isNull();
    }

    private static Throwable missing() {
        return new UnsatisfiedLinkError("no library")
                .initCause(new FileNotFoundException("libnetty_quiche42_some_machine.so"));
    }

    private static void assertRefused(Mono<?> attempt, String cannot) {
        assertThatThrownBy(() -> attempt.block(Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageStartingWith(cannot)
                .hasMessageContaining(System.getProperty("os.name") + " on " + System.getProperty("os.arch"))
                .hasMessageContaining("netty-codec-native-quic")
                .hasMessageContaining("tls://");
    }
}
