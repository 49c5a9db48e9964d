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
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.Transport;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What can go wrong with TCP before there is a connection, and while there is one. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class TcpFailureTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ConnectionOptions OPTIONS = ConnectionOptions.defaults();
    private static final Loops NIO = Loops.nio(1);

    private final Transport tcp = new TcpTransport();
    private final Transport nio = new TcpTransport(() -> NIO, new HostResolver(InetAddress::getAllByName));

    @Test
    void hostWithoutAddressIsUnresolved() {
        Address address = Address.parse("tcp://something.invalid:7000");
        // A name server that is far away answers late: that is not what is tested here.
        ConnectionOptions patient = OPTIONS.withConnectTimeout(Duration.ofSeconds(50));

        assertFails(() -> tcp.connect(address, patient).block(LIMIT), Reason.UNRESOLVED, "something.invalid");
        assertFails(() -> listen(tcp, address, patient), Reason.UNRESOLVED, "something.invalid");
    }

    @Test
    void connectTimeoutCoversTheLookUp() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        Transport slow = new TcpTransport(Loops::shared, new HostResolver(host -> {
            awaitQuietly(answered);
            finished.countDown();
            return new InetAddress[] {NetUtil.LOCALHOST4};
        }));
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            Address address = Address.of("tcp", "slow.test", server.getLocalPort());

            assertFails(
                    () -> slow.connect(address, OPTIONS.withConnectTimeout(Duration.ofMillis(100)))
                            .block(LIMIT),
                    Reason.CONNECT_TIMEOUT,
                    "connectTimeout PT0.1S");

            // The late answer leads to no connection.
            answered.countDown();
            finished.await();
            tcp.connect(Address.of("tcp", "127.0.0.1", server.getLocalPort()), OPTIONS)
                    .doOnNext(Connection::close)
                    .block(LIMIT);
            server.accept().close();
            server.setSoTimeout(100);
            assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void allAddressesOfAHostAreTried() {
        assumeTrue(NetUtil.isIpV6AddressesPreferred() || hasIpv6(), "no IPv6 here");
        Transport both = new TcpTransport(
                Loops::shared, new HostResolver(host -> new InetAddress[] {NetUtil.LOCALHOST4, NetUtil.LOCALHOST6}));
        Listener listener = listen(tcp, Address.parse("tcp://[::1]:0"), OPTIONS);

        Connection connection = both.connect(
                        Address.of("tcp", "both.test", listener.address().port()), OPTIONS)
                .block(LIMIT);

        assertThat(connection.remoteAddress()).isEqualTo(listener.address());
        connection.close();
        listener.close().block(LIMIT);
    }

    @Test
    void listenerKeepsTheHostAsItWasWritten() {
        Listener listener = listen(tcp, Address.parse("tcp://localhost:0"), OPTIONS);

        assertThat(listener.address().host()).isEqualTo("localhost");
        assertThat(listener.address().port()).isPositive();
        tcp.connect(listener.address(), OPTIONS).doOnNext(Connection::close).block(LIMIT);
        listener.close().block(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void addressIsFreeAsSoonAsTheCloseCompletes(boolean onNio) {
        Transport transport = onNio ? nio : tcp;
        for (int i = 0; i < 20; i++) {
            Listener listener = listen(transport, Address.parse("tcp://127.0.0.1:0"), OPTIONS);

            Boolean isFree = listener.close()
                    .then(Mono.fromCallable(() -> isFree(listener.address().port())))
                    .block(LIMIT);

            assertThat(isFree).isTrue();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, NetUtil.LOCALHOST4)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://0.0.0.0:0", "tcp://[::]:0", "tcp://192.0.2.1:7000"})
    void plaintextStaysOnThisMachineUnlessItIsAllowed(String address) {
        assertFails(() -> listen(tcp, Address.parse(address), OPTIONS), Reason.PLAINTEXT, "withAllowPlaintext(true)");
    }

    @Test
    void plaintextLeavesThisMachineWhenItIsAllowed() {
        Listener listener = listen(tcp, Address.parse("tcp://0.0.0.0:0"), OPTIONS.withAllowPlaintext(true));
        assertThat(listener.address().host()).isEqualTo("0.0.0.0");
        listener.close().block(LIMIT);
    }

    @Test
    void addressOfAnotherMachineIsUnusable() {
        Address elsewhere = Address.parse("tcp://192.0.2.1:7000");
        ConnectionOptions open = OPTIONS.withAllowPlaintext(true);
        assertFails(() -> listen(tcp, elsewhere, open), Reason.ADDRESS_UNUSABLE, "address of this machine");
        assertFails(() -> listen(nio, elsewhere, open), Reason.ADDRESS_UNUSABLE, "address of this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1, no port",
        "tcp://127.0.0.1:1/path, no path",
        "tcp://127.0.0.1:1?a=b, no query",
        "tcp:///path, no host",
        "local://127.0.0.1, not tcp"
    })
    void addressOfAnotherFormIsUnusable(String text, String why) {
        Address address = Address.parse(text);
        assertFails(() -> tcp.connect(address, OPTIONS).block(LIMIT), Reason.ADDRESS_UNUSABLE, why);
        assertFails(() -> listen(tcp, address, OPTIONS), Reason.ADDRESS_UNUSABLE, why);
    }

    @Test
    void portZeroIsForListenersOnly() {
        assertFails(
                () -> tcp.connect(Address.parse("tcp://127.0.0.1:0"), OPTIONS).block(LIMIT),
                Reason.ADDRESS_UNUSABLE,
                "port 0");
    }

    @Test
    void resetByTheOtherSideIsALoss() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            Connection connection = tcp.connect(Address.of("tcp", "127.0.0.1", server.getLocalPort()), OPTIONS)
                    .block(LIMIT);
            RecordingHandler handler = RecordingHandler.startOn(connection);

            reset(server.accept());

            handler.awaitClosed();
            assertThat(handler.cause().reason()).isEqualTo(Reason.LOST);
            assertThat(handler.cause().mayHaveBeenProcessed()).isTrue();
            assertThat(handler.cause()).hasMessageContaining("127.0.0.1:" + server.getLocalPort());
            handler.assertNoFaults();
        }
    }

    /** Reads to the end and gives up without a word, as {@code SO_LINGER} 0 does. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, NetUtil.LOCALHOST6)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Listener listen(Transport transport, Address address, ConnectionOptions options) {
        return transport.listen(address, options, Connection::close).block(LIMIT);
    }

    private static void assertFails(ThrowingCallable call, Reason reason, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(text)
                .hasMessageNotContaining("\n");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
