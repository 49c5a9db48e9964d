package dev.socle.transport.udp;

import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;

/** Unix sockets for datagrams: ends are paths, or nothing where a sender has none. */
enum UnixTraits implements DatagramTraits {
    INSTANCE;

    static final String SCHEME = "unixgram";

    private static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    @Override
    public Address address(@Nullable SocketAddress end) {
        String path = path(end);
        return new Address(SCHEME, "", -1, path.isEmpty() ? "/unnamed" : path, "");
    }

    @Override
    public SocketAddress end(@Nullable SocketAddress end) {
        String path = path(end);
        try {
            return path.isEmpty() ? UNNAMED : UnixDomainSocketAddress.of(path);
        } catch (InvalidPathException odd) { // Linux lets a sender have a name that is no path
            return UNNAMED;
        }
    }

    @Override
    public Object envelope(ByteBuf datagram, SocketAddress to) {
        if (to instanceof UnixDomainSocketAddress unix
                && !unix.getPath().toString().isEmpty()) {
            return new DomainDatagramPacket(
                    datagram, new DomainSocketAddress(unix.getPath().toString()));
        }
        throw new IllegalArgumentException("to: " + to + " (expected: a UnixDomainSocketAddress with a path)");
    }

    private static String path(@Nullable SocketAddress end) {
        return end instanceof DomainSocketAddress unix ? unix.path() : "";
    }
}
