package dev.socle.transport.unix;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.channel.Failures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file that a {@code unix} address names. */
final class UnixPath {

    static final String SCHEME = "unix";
    /** {@code sun_path} of the system without its closing zero. */
    static final int BYTES_MAX = "Linux".equals(System.getProperty("os.name")) ? 107 : 103;

    private UnixPath() {}

    /**
     * The path of an address.
     *
     * <p><b>Errors:</b> {@link ConnectionException} that begins with the given words and says what is wrong.
     */
    static Path of(Address address, String cannot) {
        if (!address.scheme().equals(SCHEME)) {
            throw unusable(address, cannot, "its scheme is not unix; find the transport with Transport.of");
        }
        if (!address.host().isEmpty() || address.port() >= 0) {
            throw unusable(address, cannot, "it names a host; write three slashes before the path: unix:///path");
        }
        if (!address.query().isEmpty()) {
            throw unusable(address, cannot, "a unix address has a path and nothing else; write unix:///path");
        }
        Path path = decoded(address, cannot);
        if (path.getFileName() == null) {
            throw unusable(address, cannot, "it names no file; write unix:///path");
        }
        int bytes = bytes(path);
        if (bytes > BYTES_MAX) {
            throw unusable(
                    address,
                    cannot,
                    "its path of " + bytes + " bytes exceeds the " + BYTES_MAX
                            + " that the system takes; choose a shorter one");
        }
        return path;
    }

    /** How many bytes a path has for the system. */
    static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    static ConnectionException unusable(Address address, String cannot, String why) {
        return Failures.unusable(cannot + " " + address + ": " + why, null);
    }

    private static Path decoded(Address address, String cannot) {
        String text;
        try {
            text = URI.create(address.toString()).getPath();
        } catch (IllegalArgumentException e) {
            throw unusable(
                    address, cannot, "its path is malformed; write characters such as a blank as %20, and % as %25");
        }
        if (text.indexOf('\0') >= 0) {
            throw unusable(
                    address,
                    cannot,
                    "an abstract socket has no owner and no permissions, so anybody on this machine could connect;"
                            + " name a file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw unusable(address, cannot, "this system knows no such path: " + e.getReason() + "; name another file");
        }
    }
}
