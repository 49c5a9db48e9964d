package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.channel.Failures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a listening socket.
 *
 * <p>A socket is bound in a private folder beside its place, which nobody else may enter, gets its permissions there, and
 * is linked to its place then: at no moment is it open wider than it shall be, whatever the umask is. A link also never
 * replaces what somebody else has put there meanwhile.
 *
 * <pre>{@code
 *   prepare ──► (bind at boundPath) ──► publish ──► remove
 *      └──────────────┴───────────────────┴──► discard
 * }</pre>
 *
 * <p><b>Threading:</b> one thread that may block, but for {@link #remove}, which any such thread may call.
 * <p><b>Errors:</b> {@link ConnectionException} that says what to do.
 */
final class SocketFile {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;
    /** What the private folder and the name in it add to the folder of the socket: {@code /.s01234567/s}. */
    private static final int PRIVATE_BYTES = 12;

    private final Address address;
    private final Path path;
    private final Path folder;
    private final Path boundPath;
    private final int ownUid;
    private final AtomicBoolean isRemoved = new AtomicBoolean();
    private @Nullable Object key;

    private SocketFile(Address address, Path path, Path folder) throws IOException {
        this.address = address;
        this.path = path;
        this.folder = folder;
        this.boundPath = folder.resolve("s");
        this.ownUid = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes the private folder, and sees to it that nothing is in the way: only a socket that was left behind goes. */
    static SocketFile prepare(Address address, Path path) {
        Path parent = Objects.requireNonNull(path.getParent(), "a path with a name has a parent");
        int bytes = UnixPath.bytes(parent) + PRIVATE_BYTES;
        if (bytes > UnixPath.BYTES_MAX) {
            throw refused(
                    address,
                    "its folder of " + UnixPath.bytes(parent) + " bytes exceeds the "
                            + (UnixPath.BYTES_MAX - PRIVATE_BYTES)
                            + " that leave room for a socket; choose a shorter one");
        }
        try {
            String name = ".s"
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            Path folder = Files.createDirectory(
                    parent.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            SocketFile file = new SocketFile(address, path, folder);
            try {
                file.clearPlace();
            } catch (IOException | RuntimeException failure) {
                file.discard();
                throw failure;
            }
            return file;
        } catch (NoSuchFileException e) {
            throw refused(address, "folder " + parent + " does not exist; make it, or choose another path");
        } catch (AccessDeniedException e) {
            throw refused(
                    address, "this user may not write to folder " + parent + "; allow it, or choose another path");
        } catch (UnsupportedOperationException e) {
            throw refused(
                    address, "files have no owner here that it could check: " + e.getMessage() + "; use local or tcp");
        } catch (IOException e) {
            throw failed(address, e);
        }
    }

    /** Where the socket is to be bound. */
    Path boundPath() {
        return boundPath;
    }

    /** The user that the file will belong to: this process's. */
    int ownUid() {
        return ownUid;
    }

    /** Gives the bound socket its permissions and its place. */
    void publish(Set<PosixFilePermission> permissions) {
        try {
            Files.setPosixFilePermissions(boundPath, permissions);
            key = key(boundPath);
            Files.createLink(path, boundPath);
        } catch (FileAlreadyExistsException e) {
            throw Failures.inUse(address, e);
        } catch (IOException e) {
            throw failed(address, e);
        }
        discard();
    }

    /** Removes the private folder with what is in it. */
    void discard() {
        try {
            Files.deleteIfExists(boundPath);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("Folder {} of {} cannot be removed: {}; remove it by hand", folder, address, e.toString());
        }
    }

    /** Removes the socket's file, if it is still the one that was published here. Once: a later one may look like it. */
    void remove() {
        if (!isRemoved.compareAndSet(false, true)) {
            return;
        }
        try {
            if (key(path).equals(key)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("Socket of {} was removed by somebody else", address);
        } catch (IOException e) {
            LOG.warn("Socket of {} cannot be removed: {}; remove it by hand", address, e.toString());
        }
    }

    private void clearPlace() throws IOException {
        int mode;
        int owner;
        Object found;
        try {
            mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            found = key(path);
        } catch (NoSuchFileException e) {
            return;
        }
        if ((mode & FILE_TYPE) != SOCKET) {
            throw refused(address, "what is there is not a socket, and stays; choose another path, or move it away");
        }
        if (owner != ownUid) {
            throw refused(
                    address,
                    "the socket there belongs to user " + owner + ", not to user " + ownUid
                            + " of this process, and stays; choose another path, or remove it as its owner");
        }
        if (isLive()) {
            throw Failures.inUse(address, null);
        }
        // Another process may have found the same one stale, and listen there by now: what is taken away is looked at.
        Path stale = folder.resolve("stale");
        Files.move(path, stale, StandardCopyOption.ATOMIC_MOVE);
        if (!key(stale).equals(found)) {
            Files.createLink(path, stale);
            Files.delete(stale);
            throw Failures.inUse(address, null);
        }
        Files.delete(stale);
    }

    /** Whether somebody listens there; only a refusal says no. */
    private boolean isLive() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException other) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Device and number of a file, which no two files have at a time. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        if (key == null) {
            throw new IOException("this system does not tell files apart");
        }
        return key;
    }

    private static ConnectionException refused(Address address, String why) {
        return UnixPath.unusable(address, "Cannot listen at", why);
    }

    static ConnectionException failed(Address address, Throwable failure) {
        return Failures.unusable(
                "Cannot listen at " + address + ": " + failure + "; choose a path where this user may make sockets",
                failure);
    }
}
