package dev.socle.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static final Address ADDRESS = Address.of("tcp", "10.0.0.4", 7000);

    @Test
    void connectFailsForAReasonThatProgramsCanRead() {
        assertReason(Reason.REFUSED, Failures.connect(ADDRESS, new ConnectException("Connection refused")));
        assertReason(Reason.REFUSED, Failures.connect(ADDRESS, new NoRouteToHostException("No route to host")));
        assertReason(Reason.UNRESOLVED, Failures.connect(ADDRESS, new UnknownHostException("10.0.0.4")));
        assertReason(Reason.CONNECT_TIMEOUT, Failures.connect(ADDRESS, new ConnectTimeoutException("too late")));
        assertReason(Reason.CONNECT_TIMEOUT, Failures.connectTimeout(ADDRESS, Duration.ofSeconds(5), false));
    }

    @Test
    void failureThatIsKnownStaysAsItIs() {
        ConnectionException known = Failures.plaintext(ADDRESS);
        assertThat(Failures.connect(ADDRESS, known)).isSameAs(known);
    }

    /** EADDRINUSE, EACCES and EADDRNOTAVAIL of Linux. */
    @ParameterizedTest
    @CsvSource({"-98, ADDRESS_IN_USE", "-13, ADDRESS_UNUSABLE", "-99, ADDRESS_UNUSABLE"})
    void bindOnEpollFailsByTheNumberOfTheSystem(int number, Reason reason) {
        assumeTrue(Epoll.isAvailable(), "no epoll here");
        Throwable failure = new IllegalStateException("bind failed", new NativeIoException("bind", number));
        assertReason(reason, Failures.bind(ADDRESS, new InetSocketAddress(NetUtil.LOCALHOST4, 7000), failure));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 7000, ADDRESS_IN_USE",
        "0.0.0.0, 7000, ADDRESS_IN_USE",
        "127.0.0.1, 80, ADDRESS_UNUSABLE",
        "192.0.2.1, 7000, ADDRESS_UNUSABLE"
    })
    void bindOnNioFailsByWhatTheAddressIs(String host, int port, Reason reason) {
        Throwable failure = new IllegalStateException("bind failed", new BindException("in any language"));
        assertReason(reason, Failures.bind(ADDRESS, new InetSocketAddress(host, port), failure));
    }

    @Test
    void bindFailsForOtherReasonsToo() {
        assertReason(
                Reason.ADDRESS_UNUSABLE,
                Failures.bind(
                        ADDRESS,
                        new InetSocketAddress(NetUtil.LOCALHOST4, 7000),
                        new IOException("too many open files")));
    }

    private static void assertReason(Reason reason, ConnectionException failure) {
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.mayHaveBeenProcessed()).isFalse();
        assertThat(failure).hasMessageContaining(ADDRESS.toString()).hasMessageContaining("; ");
        assertThat(failure.getMessage()).doesNotContain("\n");
    }
}
