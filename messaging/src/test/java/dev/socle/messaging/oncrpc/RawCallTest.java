package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.DatagramOptions;
import io.netty.buffer.ByteBufUtil;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers to bytes that no client of ours would write, and a client to such replies. */
@ExtendWith(BufferLeaks.class)
final class RawCallTest {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String NONE = "0000000000000000";
    private static final String DESK = "20000099" + "00000001";
    /** Adds 1 and 2. */
    private static final String ADD =
            "0000002a" + "00000000" + "00000002" + DESK + "00000001" + NONE + NONE + "00000001" + "00000002";

    /** Finds what is held back. */
    private static final String HELD = ADD.substring(0, 40) + "00000002" + NONE + NONE + "00000004" + "68656c64";

    private static final String THREE = "0000002a" + "00000001" + "00000000" + NONE + "00000000" + "00000003";

    @ParameterizedTest
    @CsvSource({
        // Another version of ONC RPC: denied, 0, from 2 to 2.
        "00000003" + DESK + "00000001, 0000000100000000" + "0000000200000002",
        // A credential of 404 bytes, one that is cut off inside, and a flavor that nobody knows: denied, 1, and why.
        "00000002" + DESK + "00000001" + "00000000" + "00000194" + "#404" + NONE + ", 0000000100000001" + "00000001",
        "00000002" + DESK + "00000001" + "00000001" + "00000004" + "00000000" + NONE + ", 0000000100000001"
                + "00000001",
        "00000002" + DESK + "00000001" + "00000063" + "00000000" + NONE + ", 0000000100000001" + "00000002",
        // A verifier of 404 bytes.
        "00000002" + DESK + "00000001" + NONE + "00000000" + "00000194" + "#404" + ", 0000000100000001" + "00000003",
        // More arguments than there are, and none: accepted, 4.
        "00000002" + DESK + "00000001" + NONE + NONE + "#12" + ", 00000000" + NONE + "00000004",
        "00000002" + DESK + "00000001" + NONE + NONE + ", 00000000" + NONE + "00000004",
    })
    void badCallsAreAnswered(String call, String reply) throws IOException {
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0");
                Socket socket = socket(server)) {
            String hex = call.replace("#404", "00".repeat(404)).replace("#12", "00".repeat(12));
            assertThat(ask(socket, "0000002a" + "00000000" + hex)).isEqualTo("0000002a" + "00000001" + reply);
            assertThat(ask(socket, ADD)).isEqualTo(THREE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80000000", // empty
                "80000004" + "0000002a", // cut off in the header
                "80000018" + "0000002a" + "00000001" + "00000002" + DESK + "00000001", // a reply
                "8000001c" + "0000002a" + "00000000" + "00000002" + DESK + "00000001" + "00000000", // no length
                "80000020" + "0000002a" + "00000000" + "00000002" + DESK + "00000001" + "00000000" + "7fffffff",
                "7fffffff", // too long
                "474554202f20485454502f312e310d0a" // another protocol
            })
    void connectionThatBringsNoCallIsClosed(String hex) throws IOException {
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0");
                Socket socket = socket(server)) {
            socket.getOutputStream().write(ByteBufUtil.decodeHexDump(hex));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            try (Socket other = socket(server)) {
                assertThat(ask(other, ADD)).isEqualTo(THREE);
            }
        }
    }

    @Test
    void fragmentsAreJoined() throws IOException {
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0");
                Socket socket = socket(server)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] call = ByteBufUtil.decodeHexDump(ADD);
            for (int i = 0; i < call.length; i++) {
                out.writeInt(1 | (i == call.length - 1 ? 1 << 31 : 0));
                out.write(call[i]);
            }
            assertThat(read(socket)).isEqualTo(THREE);
        }
    }

    @Test
    void connectionWithTooManyCallsIsReadNoFurther() throws IOException {
        try (DeskServer server =
                        new DeskServer("tcp://127.0.0.1:0", DeskServer.OPTIONS.withCallsMax(2), caller -> null);
                Socket socket = socket(server)) {
            write(socket, HELD);
            write(socket, HELD);
            Awaitility.await().atMost(DeskServer.PATIENCE).until(() -> server.desk.holding.get() == 2);
            write(socket, ADD);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> read(socket)).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.desk.additions).hasValue(0);

            server.desk.release.tryEmitEmpty();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            assertThat(List.of(read(socket), read(socket), read(socket))).contains(THREE);
        }
    }

    @Test
    void callsThatCameBeforeTheEndOfInputAreAnswered() throws IOException {
        OncRpcOptions halfClose = DeskServer.OPTIONS.withTransports(
                ConnectionOptions.defaults().withHalfClose(true), DatagramOptions.defaults());
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0", halfClose, caller -> null);
                Socket socket = socket(server)) {
            write(socket, HELD);
            Awaitility.await().atMost(DeskServer.PATIENCE).until(() -> server.desk.holding.get() == 1);
            socket.shutdownOutput();
            server.desk.release.tryEmitEmpty();
            assertThat(read(socket)).isEqualTo("0000002a" + "00000001" + "00000000" + NONE + "00000000" + "00000000");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void callsOfAConnectionThatIsGoneAreGivenUp() throws IOException {
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0")) {
            try (Socket socket = socket(server)) {
                write(socket, HELD);
                Awaitility.await()
                        .atMost(DeskServer.PATIENCE)
                        .until(() -> server.desk.release.currentSubscriberCount() == 1);
            }
            Awaitility.await()
                    .atMost(DeskServer.PATIENCE)
                    .until(() -> server.desk.release.currentSubscriberCount() == 0);
        }
    }

    @Test
    void datagramThatComesAgainIsAnsweredAndNotDoneAgain() throws IOException {
        try (DeskServer server = new DeskServer("udp://127.0.0.1:0");
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.address().port()));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            send(socket, "00"); // what is no call gets no answer
            send(socket, THREE);
            for (int i = 0; i < 3; i++) {
                send(socket, ADD);
                assertThat(receive(socket)).isEqualTo(THREE);
            }
            assertThat(server.desk.additions).hasValue(1);

            send(socket, ADD.replace("0000002a", "0000002b"));
            assertThat(receive(socket)).isEqualTo(THREE.replace("0000002a", "0000002b"));
            send(socket, ADD.replaceAll("2$", "3")); // the same number, another call
            assertThat(receive(socket)).endsWith("00000004");
            assertThat(server.desk.additions).hasValue(3);
        }
    }

    @Test
    void callOverUdpIsSentAgainUnderItsNumber() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(TIMEOUT_MILLIS);
            OncRpcClient client = DeskServer.connect(
                    Address.of("udp", "127.0.0.1", silent.getLocalPort()),
                    OncRpcOptions.defaults().withCallTimeout(Duration.ofSeconds(20), Duration.ofMillis(20)));
            CompletableFuture<Integer> sum = client.of(Desk.class).add(1, 2).toFuture();
            String first = receive(silent);
            DatagramPacket last = packet();
            silent.receive(last);
            assertThat(hex(last)).isEqualTo(first);

            byte[] reply = ByteBufUtil.decodeHexDump(first.substring(0, 8) + THREE.substring(8));
            silent.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, last.getSocketAddress()));
            silent.send(new DatagramPacket(reply, reply.length, last.getSocketAddress()));
            assertThat(sum.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(3);
            client.close().block(DeskServer.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000001" + "00000002", // neither accepted nor denied
                "00000001" + "00000000" + "00000000" + "7fffffff", // a verifier without end
                "00000001" + "00000000" + NONE, // no status
                "00000001" + "00000000" + NONE + "00000063", // an unknown status
                "00000001" + "00000001" + "00000063", // denied for no known reason
                "00000001" + "00000000" + NONE + "00000000", // no result
                "00000001" + "00000000" + NONE + "00000000" + "0000000100000002" // two results
            })
    void replyThatCannotBeReadFailsItsCall(String reply) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OncRpcClient client =
                    DeskServer.connect(Address.of("tcp", "127.0.0.1", listener.getLocalPort()), DeskServer.OPTIONS);
            CompletableFuture<Integer> sum = client.of(Desk.class).add(1, 2).toFuture();
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                String xid = read(socket).substring(0, 8);
                write(socket, xid + reply);
                assertThatThrownBy(() -> sum.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(OncRpcException.class)
                        .cause()
                        .satisfies(e ->
                                assertThat(((OncRpcException) e).status()).isEqualTo(OncRpcException.Status.MALFORMED));
                client.close().block(DeskServer.PATIENCE);
            }
        }
    }

    private static Socket socket(DeskServer server) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String ask(Socket socket, String hex) throws IOException {
        write(socket, hex);
        return read(socket);
    }

    private static void write(Socket socket, String hex) throws IOException {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(1 << 31 | bytes.length);
        out.write(bytes);
    }

    private static String read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] bytes = new byte[in.readInt() & Integer.MAX_VALUE];
        in.readFully(bytes);
        return ByteBufUtil.hexDump(bytes);
    }

    private static void send(DatagramSocket socket, String hex) throws IOException {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = packet();
        socket.receive(packet);
        return hex(packet);
    }

    private static DatagramPacket packet() {
        return new DatagramPacket(new byte[10_000], 10_000);
    }

    private static String hex(DatagramPacket packet) {
        return ByteBufUtil.hexDump(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
}
