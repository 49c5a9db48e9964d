package dev.socle.names;

import dev.socle.transport.Address;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One live instance of a service: where it is and what it says of itself.
 *
 * <p><b>Limits:</b> 64 tags; a key of 63 characters by the rule of {@link ServiceName} segments, a value of 1 KiB
 * without control characters, all together 4 KiB; weight 0 to 65,535.
 *
 * @param service whose instance it is
 * @param instance its id, the same after each restart of the instance
 * @param address where it is reached
 * @param tags what else it says of itself, sorted by key
 * @param weight its share of requests against the others'; 0 means none while others can
 * @param incarnation which life of the instance; a later one replaces an earlier one, and what an earlier one left
 *     behind never touches a later one. 0 asks the name server to choose
 */
public record Endpoint(
        String service, String instance, Address address, Map<String, String> tags, int weight, long incarnation) {

    private static final int TAGS_MAX = 64;
    private static final int TAG_VALUE_BYTES_MAX = 1024;
    private static final int TAG_BYTES_MAX = 4096;
    private static final int ADDRESS_LENGTH_MAX = 1024;
    private static final int WEIGHT_MAX = 65_535;

    public Endpoint {
        ServiceName.check(service);
        ServiceName.checkInstance(instance);
        checkAddress(address);
        tags = checkTags(tags);
        if (weight < 0 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: 0 to " + WEIGHT_MAX + ")");
        }
        if (incarnation < 0) {
            throw new IllegalArgumentException(
                    "incarnation: " + incarnation + " (expected: >= 0, 0 for the server's choice)");
        }
    }

    /** An instance without tags, of weight 1, whose incarnation the name server chooses. */
    public static Endpoint of(String service, String instance, Address address) {
        return new Endpoint(service, instance, address, Map.of(), 1, 0);
    }

    /** A copy with other {@link #tags}. */
    public Endpoint withTags(Map<String, String> value) {
        return new Endpoint(service, instance, address, value, weight, incarnation);
    }

    /** A copy with another {@link #weight}. */
    public Endpoint withWeight(int value) {
        return new Endpoint(service, instance, address, tags, value, incarnation);
    }

    /** A copy with another {@link #incarnation}. */
    public Endpoint withIncarnation(long value) {
        return new Endpoint(service, instance, address, tags, weight, value);
    }

    private static void checkAddress(Address address) {
        if (address.scheme().equals(ServiceName.SCHEME)) {
            throw new IllegalArgumentException("address: " + ServiceName.printable(address.toString())
                    + " is a name itself (expected: where the instance listens, such as tcp://10.0.0.4:7000)");
        }
        if (address.port() == 0) {
            throw new IllegalArgumentException("address: " + ServiceName.printable(address.toString())
                    + " has port 0 (expected: the port that the listener was given)");
        }
        int length = address.toString().length();
        if (length > ADDRESS_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "address of " + length + " characters (expected: at most " + ADDRESS_LENGTH_MAX + ")");
        }
    }

    private static Map<String, String> checkTags(Map<String, String> tags) {
        if (tags.size() > TAGS_MAX) {
            throw new IllegalArgumentException("tags: " + tags.size() + " (expected: at most " + TAGS_MAX + ")");
        }
        int total = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            ServiceName.checkTagKey(tag.getKey());
            total += tag.getKey().length() + checkedValueBytes(tag.getKey(), tag.getValue());
        }
        if (total > TAG_BYTES_MAX) {
            throw new IllegalArgumentException("tags of " + total + " bytes (expected: at most " + TAG_BYTES_MAX + ")");
        }
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    private static int checkedValueBytes(String key, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("tag " + key + ": has a control character (expected: printable text)");
        }
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > TAG_VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "tag " + key + " of " + bytes + " bytes (expected: at most " + TAG_VALUE_BYTES_MAX + ")");
        }
        return bytes;
    }
}
