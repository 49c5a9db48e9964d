package dev.socle.transport;

/** A socket that is open, whose options can be read. */
public interface LiveSocket {

    /**
     * What the system says of an option now.
     *
     * <p><b>Threading:</b> any thread.
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED} when this kind of socket, its engine
     * or the system has no such option, and with {@code CLOSED} when the socket is closed.
     */
    <T> T option(SocketOption<T> option);
}
