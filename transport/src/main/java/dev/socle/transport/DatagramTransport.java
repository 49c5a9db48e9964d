package dev.socle.transport;

import java.util.ServiceLoader;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/**
 * One way to move datagrams between two processes. Implementations are found by the scheme of an address.
 *
 * <p><b>Threading:</b> each socket belongs to one event loop; it is emitted there, an error on any thread.
 */
public interface DatagramTransport {

    /** The scheme of the addresses that this transport serves, in lower case. */
    String scheme();

    /**
     * Opens a socket at an address, which receives from anybody and sends to anybody.
     *
     * <p><b>Ownership:</b> who receives the socket closes it; when the subscription is cancelled before, it is closed.
     * <p><b>Errors:</b> {@link ConnectionException} with the reason, for example an address in use.
     */
    Mono<Datagrams> bind(Address address, DatagramOptions options);

    /**
     * Opens a socket at an address that the system chooses, which receives from one address and sends to one only. The
     * other side is not asked, so this tells nothing about whether there is one.
     *
     * <p><b>Ownership:</b> as for {@link #bind}.
     * <p><b>Errors:</b> {@link ConnectionException} with the reason, for example a host without an address.
     */
    Mono<Datagrams> connect(Address address, DatagramOptions options);

    /**
     * The transport of an address.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that names the schemes that exist here.
     */
    static DatagramTransport of(Address address) {
        TreeSet<String> known = new TreeSet<>();
        ClassLoader loader = DatagramTransport.class.getClassLoader();
        for (DatagramTransport transport : ServiceLoader.load(DatagramTransport.class, loader)) {
            if (transport.scheme().equals(address.scheme())) {
                return transport;
            }
            known.add(transport.scheme());
        }
        throw new IllegalArgumentException("address: " + address + " has no datagram transport for \""
                + address.scheme() + "\" (expected one of: " + known + ")");
    }
}
