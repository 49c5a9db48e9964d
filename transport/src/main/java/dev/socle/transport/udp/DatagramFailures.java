package dev.socle.transport.udp;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Errors.NativeIoException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import org.jspecify.annotations.Nullable;

/** What goes wrong with datagram sockets: what, where, why, what to do. */
final class DatagramFailures {

    private DatagramFailures() {}

    /** Whether a failure says that nobody has the port at the other side. */
    static boolean isRefused(Throwable failure) {
        return failure instanceof PortUnreachableException
                || failure instanceof ConnectException
                || (failure instanceof NativeIoException system
                        && system.expectedErr() == Errors.ERROR_ECONNREFUSED_NEGATIVE);
    }

    /** Nobody has the port at the other side. */
    static ConnectionException refused(ChannelDatagrams datagrams, Throwable failure) {
        return new ConnectionException(
                Reason.REFUSED,
                datagrams + " sent to where nobody receives: the other machine says that the port is closed; start what"
                        + " should receive there, or correct the address",
                failure);
    }

    /** The system did not take a datagram. */
    static ConnectionException unsent(ChannelDatagrams datagrams, Throwable failure) {
        return new ConnectionException(
                Reason.UNSENT,
                datagrams + " could not send: " + text(failure)
                        + "; check the address, the size of the datagram and the network of this machine",
                failure);
    }

    /** A group that could not be joined or left. */
    static ConnectionException group(ChannelDatagrams datagrams, String what, String why, @Nullable Throwable failure) {
        return new ConnectionException(
                Reason.ADDRESS_UNUSABLE,
                datagrams + " could not " + what + ": " + why
                        + "; take a group of the socket's own IP version, and an interface that can multicast",
                failure);
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
