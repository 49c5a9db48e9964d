package dev.socle.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.Listener;
import dev.socle.transport.LiveSocket;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportUnderTest;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import io.netty.channel.epoll.Epoll;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option on connections and listeners, with all engines of Linux: it is set and read again, or refused with the reason. */
@ExtendWith(BufferLeaks.class)
class TcpSocketOptionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A value other than the default, for each option that can be set; those for datagrams only are left out. */
    private static final Map<SocketOption<?>, Object> VALUES = Map.ofEntries(
            Map.entry(SocketOption.SO_DONTROUTE, true),
            Map.entry(SocketOption.SO_KEEPALIVE, true),
            Map.entry(SocketOption.SO_LINGER, 3),
            Map.entry(SocketOption.SO_OOBINLINE, true),
            Map.entry(SocketOption.SO_REUSEADDR, true),
            Map.entry(SocketOption.SO_REUSEPORT, true),
            Map.entry(SocketOption.SO_RCVBUF, 20_000),
            Map.entry(SocketOption.SO_SNDBUF, 20_000),
            Map.entry(SocketOption.SO_BACKLOG, 77),
            Map.entry(SocketOption.TCP_NODELAY, false),
            Map.entry(SocketOption.TCP_MAXSEG, 1_000),
            Map.entry(SocketOption.TCP_KEEPIDLE, 77),
            Map.entry(SocketOption.TCP_KEEPINTVL, 7),
            Map.entry(SocketOption.TCP_KEEPCNT, 3),
            Map.entry(SocketOption.TCP_USER_TIMEOUT, 7_000),
            Map.entry(SocketOption.TCP_FASTOPEN, 5),
            Map.entry(SocketOption.TCP_QUICKACK, true),
            Map.entry(SocketOption.TCP_DEFER_ACCEPT, 5),
            Map.entry(SocketOption.IP_TOS, 0x10));

    /** What the JDK's sockets on Linux do not have. */
    private static final Set<SocketOption<?>> NOT_WITH_NIO = Set.of(
            SocketOption.SO_DONTROUTE,
            SocketOption.SO_TYPE,
            SocketOption.TCP_MAXSEG,
            SocketOption.TCP_USER_TIMEOUT,
            SocketOption.TCP_FASTOPEN,
            SocketOption.TCP_DEFER_ACCEPT);

    @BeforeAll
    static void machineRunsLinux() {
        assumeTrue(Epoll.isAvailable(), "no epoll here: which options there are is written down for Linux");
    }

    static Stream<Arguments> ofConnections() {
        return all(SocketOption.values().stream()
                .filter(option -> option.isOf(Use.CONNECTION) && option.isSettable())
                .toList());
    }

    static Stream<Arguments> ofListeners() {
        return all(SocketOption.values().stream()
                .filter(option -> option.isOf(Use.LISTENER) && option.isSettable())
                .toList());
    }

    static Stream<Arguments> ofDatagramsOnly() {
        return all(SocketOption.values().stream()
                .filter(option -> !option.isOf(Use.CONNECTION) && !option.isOf(Use.LISTENER))
                .toList());
    }

    static Stream<Arguments> all(List<SocketOption<?>> options) {
        return Stream.of("epoll", "io_uring", "nio")
                .flatMap(engine -> options.stream().map(option -> Arguments.of(engine, option)));
    }

    @ParameterizedTest
    @MethodSource("ofConnections")
    void connectionsOfBothSidesHaveTheOptionOrItIsRefused(String engine, SocketOption<?> option) {
        ConnectionOptions options = ConnectionOptions.defaults().withSocket(with(option));
        TransportUnderTest subject = subject(engine);
        if (isRefused(engine, option)) {
            assertRefused(
                    engine,
                    option,
                    () -> subject.transport()
                            .listen(subject.freeAddress(), options, accepted -> {})
                            .block(LIMIT));
            Listener listener = subject.transport()
                    .listen(subject.freeAddress(), ConnectionOptions.defaults(), Connection::close)
                    .block(LIMIT);
            assertRefused(
                    engine,
                    option,
                    () -> subject.transport()
                            .connect(listener.address(), options)
                            .block(LIMIT));
            listener.close().block(LIMIT);
            return;
        }
        try (ConnectionPair pair = ConnectionPair.open(subject, options)) {
            assertHas(pair.client(), option);
            assertHas(pair.server(), option);
        }
    }

    @ParameterizedTest
    @MethodSource("ofListeners")
    void listenersHaveTheOptionOrItIsRefused(String engine, SocketOption<?> option) {
        assumeTrue(
                option != SocketOption.TCP_FASTOPEN || Epoll.isTcpFastOpenServerSideAvailable(),
                "net.ipv4.tcp_fastopen of this machine does not allow it for listeners");
        ConnectionOptions options = ConnectionOptions.defaults().withSocket(with(option));
        TransportUnderTest subject = subject(engine);
        if (isRefused(engine, option)) {
            assertRefused(
                    engine,
                    option,
                    () -> subject.transport()
                            .listen(subject.freeAddress(), options, accepted -> {})
                            .block(LIMIT));
            return;
        }
        Listener listener = subject.transport()
                .listen(subject.freeAddress(), options, accepted -> {})
                .block(LIMIT);
        assertHas(listener, option);
        listener.close().block(LIMIT);
        if (!engine.equals("nio") && option != SocketOption.SO_BACKLOG) { // which the system does not tell
            assertThatThrownBy(() -> listener.option(option))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        }
    }

    @ParameterizedTest
    @MethodSource("ofDatagramsOnly")
    void whatTcpDoesNotHaveIsRefused(String engine, SocketOption<?> option) {
        assertThatThrownBy(() -> subject(engine)
                        .transport()
                        .connect(
                                Address.of("tcp", "127.0.0.1", 9),
                                ConnectionOptions.defaults().withSocket(anyValue(option)))
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("Cannot set " + option)
                .hasMessageContaining("tcp://127.0.0.1:9")
                .hasMessageContaining("this kind of socket has no such option");
    }

    @Test
    void optionOfListenersIsNoneOfConnects() {
        assertThatThrownBy(() -> subject("epoll")
                        .transport()
                        .connect(
                                Address.of("tcp", "127.0.0.1", 9),
                                ConnectionOptions.defaults().withSocket(with(SocketOption.TCP_FASTOPEN)))
                        .block(LIMIT))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("Cannot set TCP_FASTOPEN to 5 at tcp://127.0.0.1:9: this kind of socket has no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void typeCanBeReadOnly(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine))) {
            assertThat(pair.client().option(SocketOption.SO_TYPE)).isEqualTo(1);
            assertThat(pair.listener().option(SocketOption.SO_TYPE)).isEqualTo(1);
            assertThat(pair.client().option(SocketOption.TCP_NODELAY)).isTrue();
        }
    }

    @Test
    void typeIsOutOfReachForNio() {
        try (ConnectionPair pair = ConnectionPair.open(subject("nio"))) {
            assertThatThrownBy(() -> pair.client().option(SocketOption.SO_TYPE))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("Cannot read SO_TYPE of Connection")
                    .hasMessageContaining("engine nio on " + System.getProperty("os.name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void whatTheSystemCutsIsRefusedWithWhatItGave(String engine) {
        SocketOptions tooMuch = SocketOptions.none().with(SocketOption.SO_RCVBUF, Integer.MAX_VALUE / 2);

        assertThatThrownBy(() -> subject(engine)
                        .transport()
                        .listen(
                                Address.of("tcp", "127.0.0.1", 0),
                                ConnectionOptions.defaults().withSocket(tooMuch),
                                accepted -> {})
                        .block(LIMIT))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("Cannot set SO_RCVBUF to 1073741823")
                .hasMessageContaining("the system made it ");
        assumeTrue(NetUtil.SOMAXCONN < 65_535, "this machine has no smaller limit of a backlog");
        SocketOptions tooLong = SocketOptions.none().with(SocketOption.SO_BACKLOG, NetUtil.SOMAXCONN + 1);
        assertThatThrownBy(() -> subject(engine)
                        .transport()
                        .listen(
                                Address.of("tcp", "127.0.0.1", 0),
                                ConnectionOptions.defaults().withSocket(tooLong),
                                accepted -> {})
                        .block(LIMIT))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("Cannot set SO_BACKLOG to " + (NetUtil.SOMAXCONN + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void systemTellsWhatItHasMeasured(String engine) {
        try (ConnectionPair pair = ConnectionPair.open(subject(engine))) {
            assertThat(pair.client().tcpInfo().roundTripMicros()).isPositive();
            assertThat(pair.client().tcpInfo().roundTripVarianceMicros()).isPositive();
            assertThat(pair.client().tcpInfo().congestionWindowSegments()).isPositive();
            assertThat(pair.client().tcpInfo().retransmits()).isNotNegative();
            assertThat(pair.server().tcpInfo().segmentBytes()).isBetween(88L, 65_536L);
            assertThat(pair.server().tcpInfo().pathBytes())
                    .isGreaterThan(pair.server().tcpInfo().segmentBytes());
        }
    }

    @Test
    void whatTheSystemHasMeasuredIsOutOfReachForNio() {
        try (ConnectionPair pair = ConnectionPair.open(subject("nio"))) {
            assertThatThrownBy(() -> pair.client().tcpInfo())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("Cannot read TCP_INFO of Connection")
                    .hasMessageContaining("engine nio");
        }
    }

    private static boolean isRefused(String engine, SocketOption<?> option) {
        return engine.equals("nio") && NOT_WITH_NIO.contains(option);
    }

    private static void assertHas(LiveSocket socket, SocketOption<?> option) {
        Object asked = VALUES.get(option);
        Object actual = socket.option(option);
        if (option == SocketOption.SO_RCVBUF || option == SocketOption.SO_SNDBUF) {
            assertThat((Integer) actual).isBetween((Integer) asked, 2 * (Integer) asked);
        } else if (option == SocketOption.TCP_DEFER_ACCEPT) {
            assertThat((Integer) actual).isBetween((Integer) asked, 4 * (Integer) asked);
        } else if (option == SocketOption.TCP_MAXSEG) { // less the option for time stamps, once it is connected
            assertThat((Integer) actual).isBetween((Integer) asked - 40, (Integer) asked);
        } else {
            assertThat(actual).isEqualTo(asked);
        }
    }

    private static void assertRefused(String engine, SocketOption<?> option, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("Cannot set " + option + " to " + VALUES.get(option) + " at tcp://127.0.0.1:")
                .hasMessageContaining("engine " + engine + " on " + System.getProperty("os.name"));
    }

    private static SocketOptions with(SocketOption<?> option) {
        return typed(option, VALUES.get(option));
    }

    private static SocketOptions anyValue(SocketOption<?> option) {
        if (option.type() == NetworkInterface.class) {
            return typed(option, loopback());
        }
        return option.type() == Boolean.class ? typed(option, true) : typed(option, 1);
    }

    private static Object loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> SocketOptions typed(SocketOption<T> option, Object value) {
        return SocketOptions.none().with(option, option.type().cast(value));
    }

    private static TransportUnderTest subject(String engine) {
        Loops loops = TestLoops.of(engine);
        Transport transport = new TcpTransport(() -> loops, new HostResolver(InetAddress::getAllByName));
        return new TransportUnderTest() {
            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public Address freeAddress() {
                return Address.of("tcp", "127.0.0.1", 0);
            }
        };
    }
}
