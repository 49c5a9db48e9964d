package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.Loops;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Datagrams between processes of one machine: {@code unixgram:///path}, on systems with epoll.
 *
 * <p>A bound socket is a file, which is deleted when the socket is closed. A connected socket has no name of its own, so
 * nothing can be answered to it; who wants answers binds, and sends from there. Datagrams are not lost here: when the
 * receiver is slow they wait to be sent.
 * <p><b>Threading:</b> the sockets live on {@link Loops#shared}, where their files are also made and deleted: each one call of the system.
 * <p><b>Limits:</b> a path of at most 107 bytes. The file is the user's own from shortly after it exists (mode 600), so
 * put it into a directory that is.
 */
public final class UnixDatagramTransport implements DatagramTransport {

    private static final Logger LOG = LoggerFactory.getLogger(UnixDatagramTransport.class);

    /** Bytes of a path in the system's own structure, less the zero at its end. */
    private static final int PATH_BYTES_MAX = 107;

    private final Supplier<Loops> loops;

    /** The transport on the shared loops, as {@link DatagramTransport#of} makes it. */
    public UnixDatagramTransport() {
        this(Loops::shared);
    }

    UnixDatagramTransport(Supplier<Loops> loops) {
        this.loops = loops;
    }

    @Override
    public String scheme() {
        return UnixTraits.SCHEME;
    }

    @Override
    public Mono<Datagrams> bind(Address address, DatagramOptions options) {
        String fault = fault(address);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot listen at " + address + ": " + fault, null));
        }
        return Mono.defer(() -> {
            // Netty would delete whatever has the path, be it another's socket.
            if (Files.exists(Path.of(address.path()), LinkOption.NOFOLLOW_LINKS)) {
                return Mono.error(inUse(address));
            }
            return sockets()
                    .open(
                            address,
                            options,
                            socket -> socket.bind(new DomainSocketAddress(address.path())),
                            channel -> own(channel, Path.of(address.path())),
                            failure -> unbound(address, failure));
        });
    }

    @Override
    public Mono<Datagrams> connect(Address address, DatagramOptions options) {
        String fault = fault(address);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot connect to " + address + ": " + fault, null));
        }
        return sockets()
                .open(
                        address,
                        options,
                        socket -> socket.connect(new DomainSocketAddress(address.path())),
                        channel -> {},
                        failure -> Failures.connect(address, failure));
    }

    private DatagramSockets sockets() {
        return new DatagramSockets(UnixTraits.INSTANCE, loops.get(), SocketProtocolFamily.UNIX);
    }

    /** Keeps the file of a bound socket from other users, and deletes it in the end: the system does neither. */
    private static void own(Channel channel, Path path) {
        channel.closeFuture().addListener(closed -> delete(path));
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            LOG.warn("The file of the closed socket {} could not be deleted: {}; delete it by hand", path, failure);
        }
    }

    private static ConnectionException inUse(Address address) {
        return new ConnectionException(
                Reason.ADDRESS_IN_USE,
                "Cannot listen at " + address + ": the file is there already; stop who uses it, choose another path, or"
                        + " delete the file if it is left from a process that has ended",
                null);
    }

    private static ConnectionException unbound(Address address, Throwable failure) {
        return Failures.unusable(
                "Cannot listen at " + address + ": " + failure.getMessage()
                        + "; choose a path in a directory of this user",
                failure);
    }

    /** What is wrong with an address, or with this system, and what to do; null when nothing is. */
    private @Nullable String fault(Address address) {
        if (!address.scheme().equals(UnixTraits.SCHEME)) {
            return "its scheme is not unixgram; find the transport with DatagramTransport.of";
        }
        if (!address.host().isEmpty() || address.port() >= 0 || !address.query().isEmpty()) {
            return "it has more than a path; write unixgram:///path";
        }
        int bytes = address.path().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > PATH_BYTES_MAX) {
            return "its path of " + bytes + " bytes exceeds the system's " + PATH_BYTES_MAX + "; choose a shorter one";
        }
        if (!loops.get().hasUnixDatagrams()) {
            return "engine " + loops.get().engine() + " has no Unix sockets for datagrams on "
                    + System.getProperty("os.name") + "; run on Linux with epoll, or take udp://";
        }
        return null;
    }
}
