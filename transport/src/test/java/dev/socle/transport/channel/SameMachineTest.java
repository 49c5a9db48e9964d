package dev.socle.transport.channel;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With both engines of Linux; the others are left as they are. */
@ExtendWith(BufferLeaks.class)
class SameMachineTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path SETTINGS = Path.of("/proc/sys/net");
    private static final int NAME_BYTES = 16;
    private static final ChannelOption<ByteBuffer> TCP_CONGESTION =
            new RawUnixChannelOption("TCP_CONGESTION", 6, 13, NAME_BYTES);

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void overTheLoopbackTheReceiveQueueCanBeShortened(String engine) throws Exception {
        try (Ends ends = new Ends(engine, "127.0.0.1", ConnectionOptions.defaults())) {
            int before = receiveBytes(ends.client);
            ends.clientConnection.execute(ends.clientConnection::shortenReceiveQueue);

            int most = Integer.parseInt(setting("core/rmem_max"));
            int given = 2 * Math.min(256 * 1024, most); // Linux counts its own needs too
            await().untilAsserted(() ->
                    assertThat(receiveBytes(ends.client)).isEqualTo(given).isNotEqualTo(before));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void overTheLoopbackNothingIsPaced(String engine) throws Exception {
        String usual = setting("ipv4/tcp_congestion_control");
        assumeTrue(!usual.equals("reno"), "this machine has reno everywhere: there is nothing to see");
        try (Ends ends = new Ends(engine, "127.0.0.1", ConnectionOptions.defaults())) {
            assertThat(congestionControl(ends.client)).isEqualTo("reno");
            assertThat(congestionControl(ends.server)).isEqualTo("reno");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void whatTheUserHasSetStays(String engine) throws Exception {
        SocketOptions own = SocketOptions.none().with(SocketOption.SO_RCVBUF, 50_000);
        try (Ends ends =
                new Ends(engine, "127.0.0.1", ConnectionOptions.defaults().withSocket(own))) {
            SameMachine.shortenReceiveQueue(ends.client, own);

            assertThat(receiveBytes(ends.client)).isEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void overAnotherInterfaceTheSystemDecides(String engine) throws Exception {
        Optional<InetAddress> own = ownAddress();
        assumeTrue(own.isPresent(), "this machine has no IPv4 address but the loopback's");
        ConnectionOptions options = ConnectionOptions.defaults().withAllowPlaintext(true);
        try (Ends ends = new Ends(engine, own.get().getHostAddress(), options)) {
            int before = receiveBytes(ends.client);
            SameMachine.shortenReceiveQueue(ends.client, SocketOptions.none());

            assertThat(receiveBytes(ends.client)).isEqualTo(before);
            assertThat(congestionControl(ends.client)).isEqualTo(setting("ipv4/tcp_congestion_control"));
            assertThat(congestionControl(ends.server)).isEqualTo(setting("ipv4/tcp_congestion_control"));
        }
    }

    private static int receiveBytes(Channel channel) {
        return channel.config().getOption(ChannelOption.SO_RCVBUF);
    }

    private static String congestionControl(Channel channel) {
        ByteBuffer name = channel.config().getOption(TCP_CONGESTION);
        return StandardCharsets.US_ASCII.decode(name).toString().replaceAll("\0.*", "");
    }

    private static String setting(String name) throws IOException {
        return Files.readAllLines(SETTINGS.resolve(name)).get(0);
    }

    private static Optional<InetAddress> ownAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    /** The channels of both ends of a connection. */
    private static final class Ends implements AutoCloseable {

        private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        private final BlockingQueue<Channel> connected = new LinkedBlockingQueue<>();
        private final TcpSockets sockets;
        private final ConnectionOptions options;
        private final Listener listener;
        private final Connection clientConnection;
        private final Channel client;
        private final Channel server;

        private Ends(String engine, String host, ConnectionOptions options) throws InterruptedException {
            Loops loops = TestLoops.of(engine);
            this.sockets = new TcpSockets("tcp", () -> loops, HostResolver.JDK);
            this.options = options;
            listener = sockets.listen(
                            Address.of("tcp", host, 0),
                            options,
                            (channel, admission) -> fill(channel, opened -> accepted.add(channel)))
                    .block(LIMIT);
            clientConnection = sockets.connect(
                            listener.address(),
                            options,
                            (channel, attempt) -> fill(channel, opened -> {
                                connected.add(channel);
                                attempt.opened(opened);
                            }))
                    .block(LIMIT);
            client = connected.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            server = accepted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        private void fill(Channel channel, Consumer<ChannelConnection> onOpen) {
            TcpSockets.place(channel, "connection", new ChannelConnection(channel, sockets.traits(), options, onOpen));
        }

        @Override
        public void close() {
            client.close().syncUninterruptibly();
            server.close().syncUninterruptibly();
            listener.close().block(LIMIT);
        }
    }
}
