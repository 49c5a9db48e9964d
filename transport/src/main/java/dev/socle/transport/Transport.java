package dev.socle.transport;

import java.util.SortedSet;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * One way to move bytes in order between two processes. Implementations are found by the scheme of an address.
 *
 * <p><b>Threading:</b> each connection belongs to one event loop; its callbacks run there and nowhere else.
 */
public interface Transport {

    /** The scheme of the addresses that this transport serves, in lower case. */
    String scheme();

    /**
     * Opens a connection; nothing happens before the subscription, and each subscription opens one.
     *
     * <p><b>Threading:</b> the connection is emitted on its own event loop; bytes are read only after
     * {@link Connection#start}. A connection that nobody takes is closed: at once when the subscription was cancelled
     * before, else after {@link ConnectionOptions#startTimeout}.
     * <p><b>Errors:</b> {@link ConnectionException} with the reason.
     */
    Mono<Connection> connect(Address address, ConnectionOptions options);

    /**
     * Listens; every accepted connection is handed over on its own event loop before a byte of it is read.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with the reason, for example an address in use.
     */
    Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection);

    /** The schemes of all transports that exist here, in order. */
    static SortedSet<String> schemes() {
        return Transports.schemes();
    }

    /**
     * The transport of an address.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that names the schemes that exist here.
     */
    static Transport of(Address address) {
        return Transports.of(address);
    }
}
