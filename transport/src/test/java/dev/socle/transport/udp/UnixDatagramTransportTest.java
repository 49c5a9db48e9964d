package dev.socle.transport.udp;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramContract;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.RecordingDatagrams;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixDatagramTransportTest implements DatagramContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    static Path directory;

    @BeforeAll
    static void machineHasEpoll() {
        assumeTrue(Epoll.isAvailable(), "no epoll here, thus no Unix sockets for datagrams");
    }

    @Override
    public DatagramTransport transport() {
        return new UnixDatagramTransport();
    }

    @Override
    public Address freeAddress() {
        return new Address(
                "unixgram",
                "",
                -1,
                directory.resolve("s" + NAMES.incrementAndGet()).toString(),
                "");
    }

    @Test
    void fileBelongsToTheUserAndIsDeletedWithTheSocket() throws Exception {
        RecordingDatagrams one = bind();
        Path file = Path.of(one.datagrams().localAddress().path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        one.close();

        assertThat(file).doesNotExist();
    }

    @Test
    void senderWithoutAPathHasAnEmptyOne() {
        try (RecordingDatagrams server = bind();
                RecordingDatagrams client = connect(server, DatagramOptions.defaults())) {
            client.send(new byte[] {1});

            assertThat(server.awaitReceived(1).from()).isEqualTo(UnixDomainSocketAddress.of(""));
            assertThatThrownBy(() ->
                            server.send(new byte[1], server.received().get(0).from()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with a path");
        }
    }

    @Test
    void fileThatIsThereIsLeftAlone() throws Exception {
        Address address = freeAddress();
        Files.writeString(Path.of(address.path()), "precious");

        assertThatThrownBy(() ->
                        transport().bind(address, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_IN_USE))
                .hasMessageContaining("the file is there already");
        assertThat(Path.of(address.path())).hasContent("precious");
    }

    @Test
    void connectToWhereNobodyIsFails() {
        Address address = freeAddress();

        assertThatThrownBy(() ->
                        transport().connect(address, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void sendToWhereNobodyIsIsToldAndTheSocketStays() {
        try (RecordingDatagrams one = bind();
                RecordingDatagrams other = bind()) {
            one.send(new byte[1], UnixDomainSocketAddress.of(directory.resolve("nobody")));
            await().until(() -> one.undelivered().size() == 1);
            assertThat(one.undelivered().get(0).reason()).isEqualTo(Reason.UNSENT);

            one.send(new byte[] {4}, other.datagrams().localEnd());
            assertThat(other.awaitReceived(1).bytes()).containsExactly(4);
        }
    }

    @Test
    void addressesThatCannotBeAreRefusedWithTheReason() {
        assertRefused(transport(), Address.parse("unixgram://host/path"), "it has more than a path");
        assertRefused(transport(), Address.parse("unix:///path"), "its scheme is not unixgram");
        assertRefused(
                transport(),
                Address.parse("unixgram:///" + "x".repeat(107)),
                "its path of 108 bytes exceeds the system's 107");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "kqueue", "nio"})
    void engineWithoutUnixSocketsForDatagramsSaysSo(String engine) {
        Loops loops = TestLoops.of(engine);

        assertRefused(
                new UnixDatagramTransport(() -> loops),
                freeAddress(),
                "engine " + engine + " has no Unix sockets for datagrams on " + System.getProperty("os.name"));
    }

    @Test
    void groupsAreOfUdpOnly() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        try (RecordingDatagrams one = bind()) {
            assertThatThrownBy(() -> one.datagrams()
                            .join(InetAddress.getByName("239.255.77.3"), loopback)
                            .block(LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("Unix sockets know no groups");
        }
    }

    private static void assertRefused(DatagramTransport transport, Address address, String why) {
        assertThatThrownBy(() ->
                        transport.bind(address, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageContaining(why);
    }
}
