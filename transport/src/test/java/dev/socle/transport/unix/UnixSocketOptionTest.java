package dev.socle.transport.unix;

import static dev.socle.transport.TransportUnderTest.runOnLoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportUnderTest;
import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Options and half-close on Unix sockets. */
@ExtendWith(BufferLeaks.class)
class UnixSocketOptionTest implements TransportUnderTest {

    @TempDir
    static Path directory;

    @BeforeAll
    static void machineHasEpoll() {
        assumeTrue(Epoll.isAvailable(), "no epoll here: which options there are is written down for Linux");
    }

    @Override
    public Transport transport() {
        return new UnixTransport();
    }

    @Override
    public Address freeAddress() {
        return new Address("unix", "", -1, directory.resolve("socket").toString(), "");
    }

    @Test
    void optionsThatUnixSocketsHaveAreSetOnBothSides() {
        SocketOptions options =
                SocketOptions.none().with(SocketOption.SO_SNDBUF, 20_000).with(SocketOption.SO_BACKLOG, 7);
        assertThatThrownBy(() -> transport()
                        .connect(freeAddress(), ConnectionOptions.defaults().withSocket(options))
                        .block())
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("Cannot set SO_BACKLOG to 7 at unix://");
        ConnectionOptions sendBuffer =
                ConnectionOptions.defaults().withSocket(SocketOptions.none().with(SocketOption.SO_SNDBUF, 20_000));
        try (ConnectionPair pair = ConnectionPair.open(this, sendBuffer)) {
            assertThat(pair.client().option(SocketOption.SO_SNDBUF)).isBetween(20_000, 40_000);
            assertThat(pair.server().option(SocketOption.SO_SNDBUF)).isBetween(20_000, 40_000);
            assertThat(pair.listener().option(SocketOption.SO_TYPE)).isEqualTo(1);
        }
    }

    @Test
    void optionsOfTcpAreRefused() {
        ConnectionOptions options =
                ConnectionOptions.defaults().withSocket(SocketOptions.none().with(SocketOption.TCP_KEEPIDLE, 9));
        assertUnsupported(
                "Cannot set TCP_KEEPIDLE to 9",
                () -> transport().connect(freeAddress(), options).block());
        assertUnsupported(
                "Cannot set TCP_KEEPIDLE to 9",
                () -> transport().listen(freeAddress(), options, accepted -> {}).block());
    }

    @Test
    void halfCloseIsRefused() {
        ConnectionOptions options = ConnectionOptions.defaults().withHalfClose(true);
        assertUnsupported(
                "cannot end its output",
                () -> transport().connect(freeAddress(), options).block());
        assertUnsupported(
                "cannot end its output",
                () -> transport().listen(freeAddress(), options, accepted -> {}).block());
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertThatThrownBy(
                            () -> runOnLoop(pair.client(), () -> pair.client().shutdownOutput()))
                    .hasRootCauseInstanceOf(ConnectionException.class);
        }
    }

    private static void assertUnsupported(String why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining(why)
                .hasMessageContaining("unix://");
    }
}
