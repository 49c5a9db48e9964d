package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.Transport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One connection after its set-up: both sides may ask and answer, many streams at a time. As a {@link SessionSource} it
 * always gives itself.
 *
 * <p><b>Threading:</b> any thread; everything that a session owns is touched on its connection's event loop only.
 */
public interface Session extends Requester, SessionSource {

    /** What the client announced when it connected. */
    Setup setup();

    /** This side's address. */
    Address localAddress();

    /** The other side's address. */
    Address remoteAddress();

    /** Who is at the other end, as far as the transport can vouch for it; never what the set-up says. */
    PeerIdentity peer();

    /** Whether new streams can be started. */
    boolean isOpen();

    /** How many streams that this side started are in flight; a moment's figure, for balancing. */
    int pending();

    /** Completes when the connection is closed, in error if it broke. */
    Mono<Void> onClose();

    /**
     * Ends the session in order: new streams are rejected, live ones may end within the given time, then the other side
     * is told and the connection closes. Completes when it is closed.
     */
    Mono<Void> close(java.time.Duration grace);

    /** Ends the session at once; live streams fail. Idempotent. */
    void dispose();

    @Override
    default @Nullable Session current() {
        return isOpen() ? this : null;
    }

    /**
     * Connects and sets up a session; each subscription opens one.
     *
     * @param handler answers what the server asks of this client
     */
    static Mono<Session> connect(Address address, SessionOptions options, RequestHandler handler) {
        return Transport.of(address)
                .connect(address, options.connection())
                .map(connection -> SessionEngine.client(connection, options, handler));
    }
}
