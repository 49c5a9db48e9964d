package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreachableTest {

    @Test
    void nobodyListens() throws IOException {
        String target = "tcp://127.0.0.1:" + freePort();

        for (String command : new String[] {"call", "stream", "send", "channel"}) {
            Ran ran = Ran.socle(command, target, "greeter.greet");
            assertThat(ran.exitCode()).as(command).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains(target).hasLineCount(1);
        }
        assertThat(Ran.socle("inspect", target).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void invalidJsonIsSaidAlsoWhenNobodyListens() throws IOException {
        Ran ran = Ran.socle("call", "tcp://127.0.0.1:" + freePort(), "greeter.greet", "{");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("no JSON", "line 1");
    }

    @Test
    void theHostHasNoAddress() {
        Ran ran = Ran.socle("call", "tcp://nowhere.invalid:7000", "greeter.greet");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ran.err()).contains("nowhere.invalid").hasLineCount(1);
    }

    @Test
    void theNameServerIsNotThere() throws IOException {
        String names = "tcp://127.0.0.1:" + freePort();

        for (String command : new String[] {"ls", "resolve x", "watch x", "explain x", "deregister x"}) {
            Ran ran = Ran.withEnv(Map.of("SOCLE_NAMES", names), ("names " + command).split(" ", -1));
            assertThat(ran.exitCode()).as(command).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err() + ran.out()).contains(names);
        }
        Ran call = Ran.socle("call", "--names", names, "name://greeter", "greeter.greet");
        assertThat(call.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(call.err()).contains(names);
    }

    @Test
    void theAddressToListenAtIsTaken() throws Exception {
        try (Running first = Running.socle("serve", "tcp://127.0.0.1:0")) {
            String taken = first.address();

            Ran ran = Ran.socle("serve", "tcp://127.0.0.1:0", taken);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains(taken, "another listener has the address");
            assertThat(ran.out()).isEmpty();
        }
    }

    /** Whoever answers there does not speak the protocol. */
    @Test
    void anotherKindOfServerListens() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerAll(web), "web");
            server.setDaemon(true);
            server.start();

            Ran ran = Ran.socle("call", "tcp://127.0.0.1:" + web.getLocalPort(), "greeter.greet", "{}");

            assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err())
                    .startsWith("socle: ")
                    .contains("127.0.0.1:" + web.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\u0001\u0002\u0003garbage\n", "\0\0\1x", ""})
    void garbageOnThePortHarmsNobody(String garbage) throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0")) {
            String target = server.address();
            int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));

            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.setSoTimeout(20_000);
                socket.getInputStream().readAllBytes(); // until the server closes
            }

            assertThat(Ran.socle("call", target, "greeter.greet", "{\"name\":\"Ada\"}")
                            .exitCode())
                    .isZero();
            assertThat(server.err()).isEmpty();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void answerAll(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket client = web.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }
}
