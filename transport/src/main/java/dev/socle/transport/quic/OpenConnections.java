package dev.socle.transport.quic;

import io.netty.channel.Channel;

/**
 * The connections of one listener, which live on its socket: that is closed with the last of them.
 *
 * <p><b>Threading:</b> the event loop of the listener.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
final class OpenConnections {

    private int count;
    private boolean isEnding;

    /** Counts a connection until it closes, and says whether it may stay. */
    boolean add(Channel quic) {
        count++;
        Channel socket = quic.parent();
        quic.closeFuture().addListener(closed -> {
            count--;
            // A turn later, when what was said last has left.
            socket.eventLoop().execute(() -> closeIfLast(socket));
        });
        return !isEnding;
    }

    /** From now on none may stay; whether the socket is closing already, as there is none. */
    boolean end(Channel socket) {
        isEnding = true;
        return closeIfLast(socket);
    }

    private boolean closeIfLast(Channel socket) {
        if (isEnding && count == 0) {
            socket.close();
            return true;
        }
        return false;
    }
}
