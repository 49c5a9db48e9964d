package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.BufferLeaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs at the port mapper of this machine; it is started where none answers and that is allowed. */
@ExtendWith(BufferLeaks.class)
final class RpcbindTest {

    private static final long PROGRAM = 0x20000099L;
    private static @Nullable Process started;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startWhereNoneAnswers() throws IOException {
        CProgram.assumeTools("rpcinfo");
        if (answers()) {
            return;
        }
        CProgram.assumeTools("rpcbind");
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "no port mapper answers, and only root may start one");
        started = new ProcessBuilder("rpcbind", "-f")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(RpcbindTest::answers);
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.destroy();
        }
    }

    @Test
    void programIsListedUntilItsListenersClose() throws Exception {
        try (DeskServer tcp = new DeskServer("tcp://127.0.0.1:0");
                DeskServer udp = new DeskServer("udp://127.0.0.1:0")) {
            tcp.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);
            udp.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);

            assertThat(listed())
                    .containsExactlyInAnyOrder(
                            "1 tcp " + tcp.address().port(),
                            "1 udp " + udp.address().port());
            assertThat(port("tcp")).isEqualTo(tcp.address().port());
            assertThat(port("udp")).isEqualTo(udp.address().port());

            tcp.listener().close().block(DeskServer.PATIENCE);
            assertThat(listed()).containsExactly("1 udp " + udp.address().port());
        }
        assertThat(listed()).isEmpty();
        assertThat(port("tcp")).isNull();
    }

    @Test
    void registrationTakesThePlaceOfAnOlderOne() throws Exception {
        try (DeskServer older = new DeskServer("tcp://127.0.0.1:0");
                DeskServer newer = new DeskServer("tcp://127.0.0.1:0")) {
            older.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);
            newer.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);

            assertThat(listed()).containsExactly("1 tcp " + newer.address().port());
        }
        assertThat(listed()).isEmpty();
    }

    @Test
    void listenerOfIpv6IsRegisteredToo() throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assumeTrue(InetAddress.getByAddress(loopback).isReachable(1_000), "no IPv6 on this machine");
        try (DeskServer server = new DeskServer("tcp://[::1]:0")) {
            server.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);
            int port = server.address().port();

            assertThat(CProgram.run(folder, "rpcinfo"))
                    .anySatisfy(line -> assertThat(line)
                            .containsPattern(
                                    PROGRAM + " +1 +tcp6 +::1\\." + (port >> 8) + "\\." + (port & 0xFF) + " "));
            assertThat(listed()).isEmpty();
        }
        assertThat(CProgram.run(folder, "rpcinfo"))
                .noneSatisfy(line -> assertThat(line).contains(PROGRAM + " "));
    }

    @Test
    void rpcinfoReachesTheNullProcedure() throws Exception {
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0")) {
            server.listener().register(Rpcbind.local()).block(DeskServer.PATIENCE);

            assertThat(CProgram.run(folder, "rpcinfo", "-t", "127.0.0.1", Long.toString(PROGRAM), "1"))
                    .containsExactly("program " + PROGRAM + " version 1 ready and waiting");
        }
    }

    private static @Nullable Integer port(String scheme) {
        return Rpcbind.local().port(Desk.class, scheme).block(DeskServer.PATIENCE);
    }

    /** Version, protocol and port of the program, as rpcinfo tells them. */
    private List<String> listed() throws Exception {
        return CProgram.run(folder, "rpcinfo", "-p", "127.0.0.1").stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words[0].equals(Long.toString(PROGRAM)))
                .map(words -> words[1] + " " + words[2] + " " + words[3])
                .toList();
    }

    private static boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), 111)) {
            return socket.isConnected();
        } catch (IOException none) {
            return false;
        }
    }
}
