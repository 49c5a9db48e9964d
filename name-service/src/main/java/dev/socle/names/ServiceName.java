package dev.socle.names;

import dev.socle.transport.Address;
import java.util.regex.Pattern;

/**
 * The rule for names of services and for ids of instances.
 *
 * <p>One rule for both keeps every name fit for a file, a log line, a DNS label and a URI without escaping.
 * <p><b>Limits:</b> 1 to 8 segments parted by {@code /}; each 1 to 63 characters of ASCII letters, digits, {@code .},
 * {@code _} and {@code -}, the first a letter or a digit. An instance id is one segment.
 */
public final class ServiceName {

    /** The scheme of addresses that are asked of the name service. */
    public static final String SCHEME = "name";

    private static final int SEGMENTS_MAX = 8;
    private static final int LENGTH_MAX = SEGMENTS_MAX * 64 - 1;
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private ServiceName() {}

    /**
     * The name, when it keeps the rule.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that shows the offending segment.
     */
    public static String check(String name) {
        if (name.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("service name of " + name.length() + " characters, beginning \""
                    + printable(name) + "\" (expected: at most " + LENGTH_MAX + ")");
        }
        String[] segments = name.split("/", -1);
        if (segments.length > SEGMENTS_MAX) {
            throw new IllegalArgumentException("service name: \"" + printable(name) + "\" has " + segments.length
                    + " segments (expected: at most " + SEGMENTS_MAX + ")");
        }
        for (String segment : segments) {
            checkSegment("service name", segment, name);
        }
        return name;
    }

    /**
     * The id, when it keeps the rule of one segment.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException}.
     */
    public static String checkInstance(String id) {
        checkSegment("instance id", id, id);
        return id;
    }

    /** Refuses a tag's key that breaks the rule of one segment. */
    static void checkTagKey(String key) {
        checkSegment("tag key", key, key);
    }

    /**
     * The service that a {@code name://} address asks for: its host and path.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} when the address is of another scheme, or has what a name has not.
     */
    public static String of(Address address) {
        if (!address.scheme().equals(SCHEME)) {
            throw new IllegalArgumentException("address: " + address + " is no name (expected: name://service)");
        }
        if (address.port() >= 0 || !address.query().isEmpty()) {
            throw new IllegalArgumentException(
                    "address: " + address + " has a port or a query (expected: name://service, nothing after it)");
        }
        return check(address.host() + address.path());
    }

    private static void checkSegment(String what, String segment, String whole) {
        if (!SEGMENT.matcher(segment).matches()) {
            throw new IllegalArgumentException(
                    what + ": \"" + printable(whole) + "\" has \"" + printable(segment)
                            + "\" in it (expected: 1 to 63 ASCII letters, digits, '.', '_' or '-', beginning with a letter or digit)");
        }
    }

    /** What can stand in a log line whatever was sent: cut, and without a character that moves a terminal. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 80); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > 80 ? shown + "…" : shown.toString();
    }
}
