package dev.socle.transport.udp;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.Datagrams;
import dev.socle.transport.RecordingDatagrams;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOption.Use;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option on datagram sockets, with both engines: it is set and read again, or refused with the reason. */
@ExtendWith(BufferLeaks.class)
class UdpSocketOptionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<SocketOption<?>, Object> VALUES = Map.of(
            SocketOption.SO_BROADCAST,
            true,
            SocketOption.SO_DONTROUTE,
            true,
            SocketOption.SO_REUSEADDR,
            true,
            SocketOption.SO_REUSEPORT,
            true,
            SocketOption.SO_RCVBUF,
            20_000,
            SocketOption.SO_SNDBUF,
            20_000,
            SocketOption.IP_TOS,
            0x10,
            SocketOption.IP_MULTICAST_TTL,
            7,
            SocketOption.IP_MULTICAST_LOOP,
            false,
            SocketOption.IP_MULTICAST_IF,
            loopback());

    private static final Set<SocketOption<?>> NOT_WITH_NIO = Set.of(SocketOption.SO_DONTROUTE, SocketOption.SO_TYPE);

    @BeforeAll
    static void machineRunsLinux() {
        assumeTrue(Epoll.isAvailable(), "no epoll here: which options there are is written down for Linux");
    }

    static Stream<Arguments> all() {
        return Stream.of("epoll 127.0.0.1", "epoll ::1", "io_uring 127.0.0.1", "io_uring ::1", "nio 127.0.0.1")
                .flatMap(where -> SocketOption.values().stream()
                        .filter(SocketOption::isSettable)
                        .map(option -> Arguments.of(where, option)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void socketHasTheOptionOrItIsRefused(String where, SocketOption<?> option) {
        String engine = where.substring(0, where.indexOf(' '));
        String host = where.substring(where.indexOf(' ') + 1);
        if (host.equals("::1")) {
            UdpIpv6TransportTest.machineHasIpv6();
        }
        if (!option.isOf(Use.DATAGRAMS)) {
            assertRefused(
                    () -> open(engine, host, option.type() == Boolean.class ? typed(option, true) : typed(option, 100)),
                    option,
                    "this kind of socket has no such option");
            return;
        }
        SocketOptions options = typed(option, VALUES.get(option));
        if (engine.equals("nio") && NOT_WITH_NIO.contains(option)) {
            assertRefused(() -> open(engine, host, options), option, "engine nio on " + System.getProperty("os.name"));
            return;
        }
        Datagrams datagrams = open(engine, host, options);
        Object actual = datagrams.option(option);
        if (option == SocketOption.SO_RCVBUF || option == SocketOption.SO_SNDBUF) {
            assertThat((Integer) actual).isBetween(20_000, 40_000);
        } else {
            assertThat(actual).isEqualTo(VALUES.get(option));
        }
        datagrams.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void typeCanBeReadOnly(String engine) {
        Datagrams datagrams = open(engine, "127.0.0.1", SocketOptions.none());
        assertThat(datagrams.option(SocketOption.SO_TYPE)).isEqualTo(2);
        datagrams.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void withoutTheOptionABroadcastIsNotSent(String engine) {
        InetSocketAddress everybody = new InetSocketAddress("127.255.255.255", 9);
        try (RecordingDatagrams without = RecordingDatagrams.startOn(open(engine, "127.0.0.1", SocketOptions.none()));
                RecordingDatagrams with = RecordingDatagrams.startOn(
                        open(engine, "127.0.0.1", SocketOptions.none().with(SocketOption.SO_BROADCAST, true)))) {
            with.send(new byte[1], everybody);
            without.send(new byte[1], everybody);

            await().until(() -> without.undelivered().size() == 1);
            assertThat(without.undelivered().get(0).reason()).isEqualTo(Reason.UNSENT);
            assertThat(with.undelivered()).isEmpty();
        }
    }

    private static Datagrams open(String engine, String host, SocketOptions options) {
        Loops loops = TestLoops.of(engine);
        return new UdpTransport(() -> loops)
                .bind(Address.of("udp", host, 0), DatagramOptions.defaults().withSocket(options))
                .block(LIMIT);
    }

    private static void assertRefused(Runnable call, SocketOption<?> option, String why) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("Cannot set " + option)
                .hasMessageContaining("at udp://")
                .hasMessageContaining(why);
    }

    private static <T> SocketOptions typed(SocketOption<T> option, Object value) {
        return SocketOptions.none().with(option, option.type().cast(value));
    }

    private static NetworkInterface loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }
}
