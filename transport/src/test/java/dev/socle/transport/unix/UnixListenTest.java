package dev.socle.transport.unix;

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
import dev.socle.transport.Transport;
import dev.socle.transport.UnixOptions;
import dev.socle.transport.channel.Loops;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the file at which a listener is found. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class UnixListenTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ConnectionOptions OPTIONS = ConnectionOptions.defaults();
    private static final Loops NIO = Loops.nio(1);

    private final Transport unix = new UnixTransport();

    @TempDir
    private Path folder;

    @Test
    void onlyItsOwnerMayReadAndWriteTheSocket() throws IOException {
        Path path = folder.resolve("a");
        Listener listener = listen(path, OPTIONS);

        assertThat(permissions(path)).isEqualTo("rw-------");
        assertThat(files()).containsExactly(path);
        listener.close().block(LIMIT);
        assertThat(files()).isEmpty();
    }

    @Test
    void otherPermissionsAreSetWhenAskedFor() throws IOException {
        Path path = folder.resolve("a");
        Listener listener = listen(path, OPTIONS.withUnix(permit("rw-rw----")));

        assertThat(permissions(path)).isEqualTo("rw-rw----");
        listener.close().block(LIMIT);
    }

    @Test
    void socketIsNeverOpenWiderThanItShallBe() throws IOException {
        Path path = folder.resolve("a");
        SocketFile file = SocketFile.prepare(SocketFolder.address(path), path);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(permissions(file.boundPath().getParent())).isEqualTo("rwx------");
            server.bind(UnixDomainSocketAddress.of(file.boundPath()));
            Files.setPosixFilePermissions(
                    file.boundPath(), PosixFilePermissions.fromString("rwxrwxrwx")); // a bad umask
            assertThat(path).doesNotExist();

            file.publish(UnixOptions.defaults().permissions());

            assertThat(permissions(path)).isEqualTo("rw-------");
            assertThat(files()).containsExactly(path);
        }
        file.remove();
    }

    @Test
    void whoeverCameFirstMeanwhileKeepsThePlace() throws IOException {
        Path path = folder.resolve("a");
        SocketFile file = SocketFile.prepare(SocketFolder.address(path), path);
        try (ServerSocketChannel mine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mine.bind(UnixDomainSocketAddress.of(file.boundPath()));
            Listener first = listen(path, OPTIONS);

            assertFails(
                    () -> file.publish(UnixOptions.defaults().permissions()), Reason.ADDRESS_IN_USE, "stop that one");

            file.discard();
            file.remove();
            connectAndClose(path);
            first.close().block(LIMIT);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void socketThatWasLeftBehindIsReplaced() throws IOException {
        Path path = folder.resolve("a");
        leaveBehind(path);

        Listener listener = listen(path, OPTIONS);

        connectAndClose(path);
        listener.close().block(LIMIT);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsNotASocketStays() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Path stale = folder.resolve("stale");
        leaveBehind(stale);
        Path symlink = Files.createSymbolicLink(folder.resolve("symlink"), stale);

        for (Path path : List.of(file, directory, symlink)) {
            assertFails(() -> listen(path, OPTIONS), Reason.ADDRESS_UNUSABLE, "what is there is not a socket");
        }

        assertThat(file).hasContent("precious");
        assertThat(files()).containsExactlyInAnyOrder(file, directory, stale, symlink);
    }

    @Test
    void socketOfAnotherUserStays() throws IOException {
        Path path = folder.resolve("a");
        leaveBehind(path);
        assumeTrue(Files.getAttribute(path, "unix:uid").equals(0), "only root may give a file away");
        Files.setAttribute(path, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);

        assertFails(() -> listen(path, OPTIONS), Reason.ADDRESS_UNUSABLE, "belongs to user 65534, not to user 0");

        assertThat(files()).containsExactly(path);
    }

    @Test
    void closeLeavesTheFileThatSomebodyElsePutThere() throws IOException {
        Path path = folder.resolve("a");
        Listener first = listen(path, OPTIONS);
        Files.delete(path);
        Listener second = listen(path, OPTIONS);

        first.close().block(LIMIT);
        first.close().block(LIMIT);

        connectAndClose(path);
        second.close().block(LIMIT);
        assertThat(files()).isEmpty();
    }

    @Test
    void longestPathIsTakenAndALongerOneIsRefusedWithTheFigures() {
        String room = "/" + "n".repeat(UnixPath.BYTES_MAX - UnixPath.bytes(folder) - 1);
        Path longest = Path.of(folder + room);
        Listener listener = listen(longest, OPTIONS);
        connectAndClose(longest);
        listener.close().block(LIMIT);

        Path longer = Path.of(folder + room + "n");
        String figures = "path of " + (UnixPath.BYTES_MAX + 1) + " bytes exceeds the " + UnixPath.BYTES_MAX;
        assertFails(() -> listen(longer, OPTIONS), Reason.ADDRESS_UNUSABLE, figures);
        assertFails(() -> connectAndClose(longer), Reason.ADDRESS_UNUSABLE, figures);
    }

    @Test
    void folderThatLeavesNoRoomIsRefusedWithTheFigures() throws IOException {
        int tooLong = UnixPath.BYTES_MAX - 11;
        Path deep = Files.createDirectory(Path.of(folder + "/" + "d".repeat(tooLong - UnixPath.bytes(folder) - 1)));

        assertFails(
                () -> listen(deep.resolve("a"), OPTIONS),
                Reason.ADDRESS_UNUSABLE,
                "folder of " + tooLong + " bytes exceeds the " + (tooLong - 1));
    }

    @Test
    void missingFolderIsNamed() {
        assertFails(
                () -> listen(folder.resolve("none/a"), OPTIONS),
                Reason.ADDRESS_UNUSABLE,
                "folder " + folder.resolve("none") + " does not exist");
    }

    @Test
    void charactersThatAUriDoesNotTakeAreWrittenAsNumbers() throws IOException {
        Path path = folder.resolve("a b%ü");
        Address address = Address.parse("unix://" + folder + "/a%20b%25%C3%BC");

        Listener listener = unix.listen(address, OPTIONS, Connection::close).block(LIMIT);

        assertThat(files()).containsExactly(path);
        unix.connect(address, OPTIONS).doOnNext(Connection::close).block(LIMIT);
        listener.close().block(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "unix://run/socle.sock, three slashes",
        "unix:///run/socle.sock?a=b, nothing else",
        "unix:///, names no file",
        "unix:///run/%00socle, abstract socket",
        "local://socle, not unix"
    })
    void addressOfAnotherFormIsUnusable(String text, String why) {
        Address address = Address.parse(text);
        assertFails(() -> unix.connect(address, OPTIONS).block(LIMIT), Reason.ADDRESS_UNUSABLE, why);
        assertFails(() -> unix.listen(address, OPTIONS, Connection::close).block(LIMIT), Reason.ADDRESS_UNUSABLE, why);
    }

    @Test
    void connectSaysWhatIsAtThePath() throws IOException {
        Path stale = folder.resolve("stale");
        leaveBehind(stale);
        Path file = Files.writeString(folder.resolve("file"), "");

        assertFails(() -> connectAndClose(folder.resolve("none")), Reason.REFUSED, "there is no such file");
        assertFails(() -> connectAndClose(stale), Reason.REFUSED, "nobody listens there any more");
        assertFails(() -> connectAndClose(file), Reason.ADDRESS_UNUSABLE, "not a socket");
    }

    @Test
    void engineThatDoesNotTellUsersAdmitsNoneByPermissions() {
        Transport nio = new UnixTransport(() -> NIO);
        Address address = SocketFolder.address(folder.resolve("a"));
        ConnectionOptions open = OPTIONS.withUnix(permit("rw-rw-rw-"));

        assertFails(
                () -> nio.listen(address, open, Connection::close).block(LIMIT),
                Reason.ADDRESS_UNUSABLE,
                "engine nio does not tell who connects");

        nio.listen(address, OPTIONS.withUnix(open.unix().withAnyUser(true)), Connection::close)
                .flatMap(Listener::close)
                .block(LIMIT);
    }

    private static UnixOptions permit(String permissions) {
        return UnixOptions.defaults().withPermissions(PosixFilePermissions.fromString(permissions));
    }

    /** As a process leaves its socket behind that is killed. */
    private static void leaveBehind(Path path) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Listener listen(Path path, ConnectionOptions options) {
        return unix.listen(SocketFolder.address(path), options, Connection::close)
                .block(LIMIT);
    }

    private void connectAndClose(Path path) {
        unix.connect(SocketFolder.address(path), OPTIONS)
                .doOnNext(Connection::close)
                .block(LIMIT);
    }

    private static void assertFails(ThrowingCallable call, Reason reason, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(text)
                .hasMessageNotContaining("\n");
    }
}
