package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors.NativeIoException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with channels, said as a {@link ConnectionException}: what, where, why, what to do. */
public final class Failures {

    /** EADDRINUSE of Linux, or of macOS and BSD, as Netty's native code reports it. */
    private static final int ADDRESS_IN_USE = System.getProperty("os.name").equals("Linux") ? -98 : -48;

    private Failures() {}

    /** A connect that failed. */
    public static ConnectionException connect(Address address, Throwable failure) {
        if (failure instanceof ConnectionException known) {
            return known;
        }
        if (failure instanceof UnknownHostException) {
            return unresolved(address, failure);
        }
        if (failure instanceof ConnectTimeoutException) {
            return new ConnectionException(
                    Reason.CONNECT_TIMEOUT,
                    "Connect to " + address + " got no answer: " + text(failure)
                            + "; check the address and the network between",
                    failure);
        }
        String why = failure instanceof ConnectException ? "refused, nothing listens there" : text(failure);
        return new ConnectionException(
                Reason.REFUSED,
                "Connect to " + address + " failed: " + why
                        + "; start what should listen there, or correct the address",
                failure);
    }

    /** A connect that took too long, though the host may have answered it. */
    static ConnectionException connectTimeout(Address address, Duration connectTimeout, boolean hasAnswered) {
        return new ConnectionException(
                Reason.CONNECT_TIMEOUT,
                "Connect to " + address + " took longer than connectTimeout " + connectTimeout
                        + (hasAnswered
                                ? ": the host has answered, but did not end the TLS handshake; see that TLS is spoken"
                                        + " there, or allow more time"
                                : ": neither host nor name server has answered; check the address and the network"
                                        + " between, or allow more time"),
                null);
    }

    /** A host without an address. */
    public static ConnectionException unresolved(Address address, Throwable failure) {
        return new ConnectionException(
                Reason.UNRESOLVED,
                "Host \"" + address.host() + "\" of " + address + " has no address: " + text(failure)
                        + "; correct the name, or look at the name service of this machine",
                failure);
    }

    /** A listener that could not be bound to a socket. */
    public static ConnectionException bind(Address address, InetSocketAddress bound, Throwable failure) {
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        if (root instanceof ConnectionException known) {
            return known;
        }
        if (isInUse(bound, root)) {
            return inUse(address, root);
        }
        return unusable(
                "Cannot listen at " + address + ": " + text(root)
                        + "; choose an address of this machine and a port that this user may open",
                root);
    }

    /** A listener whose address another listener has. */
    public static ConnectionException inUse(Address address, @Nullable Throwable failure) {
        return new ConnectionException(
                Reason.ADDRESS_IN_USE,
                "Cannot listen at " + address + ": another listener has the address; stop that one, or choose another"
                        + " address",
                failure);
    }

    /** A listener that would hand its service to the network in plain text. */
    public static ConnectionException plaintext(Address address) {
        return new ConnectionException(
                Reason.PLAINTEXT,
                "Will not listen at " + address + ": it can be reached from other machines, and nothing is encrypted"
                        + " there; listen at 127.0.0.1 or ::1, use "
                        + (address.scheme().equals("ws") ? "wss" : "tls")
                        + ":// with a certificate, or allow it with"
                        + " ConnectionOptions.withAllowPlaintext(true)",
                null);
    }

    /** An address that cannot be used as it is; the text says what, where, why and what to do. */
    public static ConnectionException unusable(String text, @Nullable Throwable failure) {
        return new ConnectionException(Reason.ADDRESS_UNUSABLE, text, failure);
    }

    /** An end of output that a transport does not have. */
    public static ConnectionException noHalfClose(Object where) {
        return new ConnectionException(
                Reason.UNSUPPORTED,
                where
                        + " cannot end its output and still read: this transport closes both ways at once; take tcp://, or"
                        + " close it",
                null);
    }

    /** A connection that broke. */
    static ConnectionException lost(Connection connection, Throwable failure) {
        return new ConnectionException(
                Reason.LOST,
                connection + " was lost: " + text(failure)
                        + "; connect again, and look at the other side if that recurs",
                failure,
                true);
    }

    /** A connection that nobody took. */
    static ConnectionException notStarted(Connection connection, ConnectionOptions options) {
        return new ConnectionException(
                Reason.CLOSED,
                connection + " was closed by this side: it had no handler within startTimeout " + options.startTimeout()
                        + "; call start when you take a connection",
                null);
    }

    /** A connection that was closed while the other side did not take what was written. */
    static ConnectionException stalled(Connection connection, ConnectionOptions options) {
        return new ConnectionException(
                Reason.STALLED,
                connection + " was closed, and " + connection.bytesQueued()
                        + " bytes that were written did not leave within"
                        + " closeTimeout " + options.closeTimeout()
                        + ": the other side does not read; allow more time, or write less before a close",
                null,
                true);
    }

    /** A connection that was closed because what stands on it threw. */
    static ConnectionException handlerFailed(Connection connection, Throwable failure) {
        return new ConnectionException(
                Reason.CLOSED,
                connection + " was closed by this side: its handler failed with " + failure
                        + "; the log has the stack, and the fault is in the handler",
                failure,
                true);
    }

    private static boolean isInUse(InetSocketAddress bound, Throwable root) {
        if (root instanceof NativeIoException system) {
            return system.expectedErr() == ADDRESS_IN_USE;
        }
        // NIO gives one exception for three reasons; its text, in the language of the system, is no way to tell.
        return root instanceof BindException && isPermitted(bound) && isOfThisMachine(bound);
    }

    private static boolean isPermitted(InetSocketAddress bound) {
        return bound.getPort() == 0 || bound.getPort() >= 1024;
    }

    private static boolean isOfThisMachine(InetSocketAddress bound) {
        try {
            return bound.getAddress().isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(bound.getAddress()) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
