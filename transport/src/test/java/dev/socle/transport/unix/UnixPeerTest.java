package dev.socle.transport.unix;

import static dev.socle.transport.TransportUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.EchoHandler;
import dev.socle.transport.Listener;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.Transport;
import dev.socle.transport.TransportUnderTest;
import dev.socle.transport.UnixOptions;
import dev.socle.transport.channel.Loops;
import dev.socle.transport.channel.TestLoops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is at the other end of a Unix socket, and who may be. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class UnixPeerTest implements TransportUnderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OTHER_USER = 65_534;

    /** Connects to a socket, sends a byte and prints what comes back, or nothing at the end. */
    private static final String KNOCK =
            "my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die $!; $SIG{PIPE} = 'IGNORE';"
                    + " syswrite($s, 'x'); sysread($s, my $answer, 1); print $answer;";

    @TempDir
    private Path folder;

    private Loops loops = Loops.shared();

    @Override
    public Transport transport() {
        return new UnixTransport(() -> loops);
    }

    @Override
    public Address freeAddress() {
        return SocketFolder.address(folder.resolve("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue"})
    void bothEndsKnowTheProcessOfTheOther(String engine) throws IOException {
        loops = TestLoops.of(engine);
        PeerIdentity self = new PeerIdentity.LocalProcess(
                (int) ProcessHandle.current().pid(), attribute("unix:uid"), attribute("unix:gid"));
        try (ConnectionPair pair = ConnectionPair.open(this)) {
            assertThat(pair.server().peer()).isEqualTo(self);
            assertThat(pair.client().peer()).isEqualTo(self);
        }
    }

    @Test
    void engineThatDoesNotTellLeavesThePeerUnknown() {
        loops = TestLoops.of("nio");
        Queue<Connection> accepted = new ConcurrentLinkedQueue<>();
        Listener listener = transport()
                .listen(freeAddress(), ConnectionOptions.defaults(), accepted::add)
                .block(LIMIT);
        Connection client = transport()
                .connect(listener.address(), ConnectionOptions.defaults())
                .block(LIMIT);

        await().until(() -> !accepted.isEmpty());
        assertThat(accepted.element().peer()).isEqualTo(PeerIdentity.unknown());
        assertThat(client.peer()).isEqualTo(PeerIdentity.unknown());
        client.close();
        accepted.element().close();
        listener.close().block(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring", "kqueue"})
    void processOfAnotherUserIsRefusedAndCounted(String engine) throws Exception {
        loops = TestLoops.of(engine);
        assertThat(knockAsAnotherUser(open().withAnyUser(false), 1)).isEmpty();
    }

    @Test
    void processOfAnotherUserIsLetInWhenAllAre() throws Exception {
        loops = TestLoops.of("epoll");
        assertThat(knockAsAnotherUser(open().withAnyUser(true), 0)).isEqualTo("x");
    }

    private String knockAsAnotherUser(UnixOptions options, int refused) throws Exception {
        assumeTrue(
                canRun(asAnotherUser("perl", "-MIO::Socket::UNIX", "-e", "1")), "not root, or no setpriv or perl here");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Listener listener = transport()
                .listen(freeAddress(), ConnectionOptions.defaults().withUnix(options), connection -> {
                    connection.start(new EchoHandler(connection));
                })
                .block(LIMIT);
        Process process = new ProcessBuilder(asAnotherUser(
                        "perl",
                        "-MIO::Socket::UNIX",
                        "-e",
                        KNOCK,
                        folder.resolve("a").toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(listener.refused()).isEqualTo(refused);
        listener.close().block(LIMIT);
        return answer;
    }

    private static UnixOptions open() {
        return UnixOptions.defaults().withPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private static List<String> asAnotherUser(String... command) {
        List<String> whole =
                new ArrayList<>(List.of("setpriv", "--reuid=" + OTHER_USER, "--regid=" + OTHER_USER, "--clear-groups"));
        whole.addAll(List.of(command));
        return whole;
    }

    private static boolean canRun(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private int attribute(String name) throws IOException {
        return (int) Files.getAttribute(folder, name);
    }
}
