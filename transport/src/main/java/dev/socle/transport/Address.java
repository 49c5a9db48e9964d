package dev.socle.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where something listens, as a URI: {@code tcp://127.0.0.1:7000}, {@code tcp://[::1]:0}, {@code unix:///run/greeter.sock},
 * {@code local://greeter}, {@code name://greeter}. Only the string changes when a service moves to another transport.
 *
 * <p><b>Limits:</b> ports 0 to 65535; 0 asks the system to choose when listening.
 *
 * @param scheme in lower case, for example {@code tcp}
 * @param host the host without brackets, or the name of a {@code local} or {@code name} address; empty where the scheme has none
 * @param port the port, or −1 where the scheme has none
 * @param path the path with its leading slash, or empty
 * @param query the query without its question mark, or empty
 */
public record Address(String scheme, String host, int port, String path, String query) {

    public Address {
        if (scheme.isEmpty()) {
            throw new IllegalArgumentException("address scheme: \"\" (expected: a scheme such as tcp)");
        }
        if (port < -1 || port > 65_535) {
            throw new IllegalArgumentException("address port: " + port + " (expected: 0 to 65535)");
        }
    }

    /** An address of a host and a port. */
    public static Address of(String scheme, String host, int port) {
        return new Address(scheme, host, port, "", "");
    }

    /**
     * Reads an address; a bare {@code host:port} is taken as {@code tcp}.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that shows the text and what was expected.
     */
    public static Address parse(String text) {
        String spelled = text.contains("://") ? text : "tcp://" + text;
        URI uri;
        try {
            uri = new URI(spelled);
        } catch (URISyntaxException e) {
            throw malformed(text, e.getReason());
        }
        if (uri.getScheme() == null) {
            throw malformed(text, "no valid scheme");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (uri.getScheme().equalsIgnoreCase("unix") && authority.startsWith("@")) {
            throw malformed(
                    text,
                    "an abstract socket has no owner and no permissions, so anybody on this machine could connect");
        }
        if (uri.getRawUserInfo() != null) {
            throw malformed(text, "user information does not belong in an address");
        }
        if (uri.getRawFragment() != null) {
            throw malformed(text, "a fragment does not belong in an address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        int port = uri.getPort();
        if (host == null) { // java.net.URI takes a name such as my_service for no host, but for an authority
            host = authority;
            if (host.indexOf('@') >= 0 || host.indexOf(':') >= 0) {
                throw malformed(text, "no valid host and port in \"" + host + "\"");
            }
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (host.isEmpty() && path.isEmpty()) {
            throw malformed(text, "neither a host nor a path");
        }
        if (port > 65_535) {
            throw malformed(text, "port " + port + " is over 65535");
        }
        return new Address(scheme, host, port, path, query);
    }

    /** The same address with another port, as a bound listener reports it. */
    public Address withPort(int newPort) {
        return new Address(scheme, host, newPort, path, query);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append("://");
        text.append(host.indexOf(':') >= 0 ? "[" + host + "]" : host);
        if (port >= 0) {
            text.append(':').append(port);
        }
        text.append(path);
        if (!query.isEmpty()) {
            text.append('?').append(query);
        }
        return text.toString();
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("address: \"" + text + "\" is malformed, " + why
                + " (expected: scheme://host:port, such as tcp://127.0.0.1:7000, unix:///path, or name://service)");
    }
}
