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
import dev.socle.transport.RecordingDatagrams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;

/** What only UDP has: ports that nobody has, and groups. */
interface InetDatagramContract extends DatagramContract {

    /** A group of the test's IP version, as seen from this machine only. */
    String group();

    @Test
    default void portThatNobodyHasIsToldOnceAndTheSocketStays() {
        RecordingDatagrams server = bind();
        Address address = server.datagrams().localAddress();
        try (RecordingDatagrams client = connect(server, DatagramOptions.defaults())) {
            server.close();
            client.send(new byte[] {1});

            await().until(() -> client.undelivered().size() == 1);
            assertThat(client.undelivered().get(0).reason()).isEqualTo(Reason.REFUSED);
            assertThat(client.undelivered().get(0)).hasMessageContaining(address.toString());

            RecordingDatagrams again = RecordingDatagrams.startOn(
                    transport().bind(address, DatagramOptions.defaults()).block(LIMIT));
            await().until(() -> {
                client.send(new byte[] {2});
                return !again.received().isEmpty();
            });
            again.send(new byte[] {3}, client.datagrams().localEnd());
            assertThat(client.awaitReceived(1).bytes()).containsExactly(3);
            again.close();
        }
    }

    @Test
    default void floodOfUnreachableIsToldAtMostOnceForEachTurnOfSending() {
        RecordingDatagrams server = bind();
        try (RecordingDatagrams client = connect(server, DatagramOptions.defaults())) {
            server.close();
            for (int i = 1; i <= 3; i++) {
                int told = i;
                client.runOnLoop(() -> {
                    for (int k = 0; k < 20; k++) {
                        client.datagrams().send(client.buffer(new byte[] {1}));
                    }
                    client.datagrams().flush();
                });
                await().until(() -> client.undelivered().size() == told);
            }
            client.runOnLoop(() -> {}); // what else is queued on the loop has run
            assertThat(client.undelivered()).hasSize(3);
        }
    }

    @Test
    default void memberOfAGroupReceivesUntilItLeaves() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(
                InetAddress.getByName(freeAddress().host()));
        assumeTrue(loopback.supportsMulticast() || group().indexOf(':') < 0, "the loopback interface has no multicast");
        InetAddress group = InetAddress.getByName(group());
        Address any = Address.of("udp", group().indexOf(':') < 0 ? "0.0.0.0" : "::", 0);
        DatagramOptions options = DatagramOptions.defaults().withAllowPlaintext(true);
        try (RecordingDatagrams member = RecordingDatagrams.startOn(
                        transport().bind(any, options).block(LIMIT));
                RecordingDatagrams sender = bind()) {
            int port = member.datagrams().localAddress().port();
            member.datagrams().join(group, loopback).block(LIMIT);
            sender.send(new byte[] {1}, new InetSocketAddress(group, port));
            assertThat(member.awaitReceived(1).bytes()).containsExactly(1);

            member.datagrams().leave(group, loopback).block(LIMIT);
            sender.send(new byte[] {2}, new InetSocketAddress(group, port));
            sender.send(
                    new byte[] {3},
                    new InetSocketAddress(InetAddress.getByName(freeAddress().host()), port));

            assertThat(member.awaitReceived(2).bytes()).containsExactly(3);
        }
    }

    @Test
    default void whatIsNoGroupOrNotJoinedIsRefused() throws Exception {
        try (RecordingDatagrams one = bind()) {
            InetAddress host = InetAddress.getByName(freeAddress().host());
            NetworkInterface loopback = NetworkInterface.getByInetAddress(host);
            assertThatThrownBy(() -> one.datagrams().join(host, loopback))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(expected: a multicast address)");
            InetAddress group = InetAddress.getByName(group());
            assertThatThrownBy(() -> one.datagrams().leave(group, loopback).block(LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                    .hasMessageContaining("could not leave " + group.getHostAddress())
                    .hasMessageContaining("it was not joined there");
            one.datagrams().join(group, loopback).block(LIMIT);
            assertThatThrownBy(() -> one.datagrams().join(group, loopback).block(LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("it was joined there already");
        }
    }

    @Test
    default void addressBeyondLoopbackHasToBeAllowed() {
        Address any = Address.of("udp", group().indexOf(':') < 0 ? "0.0.0.0" : "::", 0);

        assertThatThrownBy(
                        () -> transport().bind(any, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PLAINTEXT))
                .hasMessageContaining("withAllowPlaintext(true)");
    }

    @Test
    default void addressesThatCannotBeAreRefusedWithTheReason() {
        assertRefused(Address.of("udp", "127.0.0.1", 0), "nobody receives at port 0");
        assertRefused(Address.of("udp", "127.0.0.1", -1), "it has no port");
        assertRefused(Address.of("udp", "", 7), "it has no host");
        assertRefused(Address.of("tcp", "127.0.0.1", 7), "its scheme is not udp");
        assertRefused(Address.parse("udp://127.0.0.1:7/path"), "no path");
        assertThatThrownBy(() -> transport()
                        .connect(Address.of("udp", "no-such-host.invalid", 7), DatagramOptions.defaults())
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNRESOLVED));
    }

    private void assertRefused(Address address, String why) {
        assertThatThrownBy(() ->
                        transport().connect(address, DatagramOptions.defaults()).block(LIMIT))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                .hasMessageContaining(why);
    }
}
