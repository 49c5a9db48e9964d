package dev.socle.names.server;

import java.time.Duration;

/**
 * What a name server refuses, keeps or holds back at the most.
 *
 * @param ttlMin the shortest time to live that is granted; default 5 s: a shorter one would lapse in a pause of a healthy
 *     process
 * @param ttlMax the longest one; default 300 s
 * @param registrationsMax registrations in all; default 100,000
 * @param instancesPerConnectionMax registrations that one connection may make; default 100
 * @param watchesPerConnectionMax watches that one connection may have open; default 1,000
 * @param snapshotBytesMax about how long the snapshot of one service may become as a message; default 3 MiB, which fits
 *     into the 4 MiB of a message
 * @param storeBytesMax how far the file of a store may grow; default 1 GiB
 * @param isExpiryGuarded whether leases that lapse in masses are kept for a time as suspects; default true
 */
public record NameServerLimits(
        Duration ttlMin,
        Duration ttlMax,
        int registrationsMax,
        int instancesPerConnectionMax,
        int watchesPerConnectionMax,
        int snapshotBytesMax,
        long storeBytesMax,
        boolean isExpiryGuarded) {

    private static final NameServerLimits DEFAULTS = new NameServerLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(300), 100_000, 100, 1_000, 3 << 20, 1L << 30, true);

    public NameServerLimits {
        if (ttlMin.toMillis() < 1 || ttlMax.compareTo(ttlMin) < 0 || ttlMax.toHours() > 24) {
            throw new IllegalArgumentException(
                    "ttlMin, ttlMax: " + ttlMin + ", " + ttlMax + " (expected: 1 ms <= ttlMin <= ttlMax <= 24 h)");
        }
        positive("registrationsMax", registrationsMax);
        positive("instancesPerConnectionMax", instancesPerConnectionMax);
        positive("watchesPerConnectionMax", watchesPerConnectionMax);
        positive("snapshotBytesMax", snapshotBytesMax);
        positive("storeBytesMax", storeBytesMax);
    }

    /** The defaults that stand with each component. */
    public static NameServerLimits defaults() {
        return DEFAULTS;
    }

    /** A copy with other times to live. */
    public NameServerLimits withTtl(Duration min, Duration max) {
        return new NameServerLimits(
                min,
                max,
                registrationsMax,
                instancesPerConnectionMax,
                watchesPerConnectionMax,
                snapshotBytesMax,
                storeBytesMax,
                isExpiryGuarded);
    }

    /** A copy with another {@link #registrationsMax}. */
    public NameServerLimits withRegistrationsMax(int value) {
        return new NameServerLimits(
                ttlMin,
                ttlMax,
                value,
                instancesPerConnectionMax,
                watchesPerConnectionMax,
                snapshotBytesMax,
                storeBytesMax,
                isExpiryGuarded);
    }

    /** A copy with other limits for one connection. */
    public NameServerLimits withPerConnection(int instancesMax, int watchesMax) {
        return new NameServerLimits(
                ttlMin,
                ttlMax,
                registrationsMax,
                instancesMax,
                watchesMax,
                snapshotBytesMax,
                storeBytesMax,
                isExpiryGuarded);
    }

    /** A copy with another {@link #snapshotBytesMax}. */
    public NameServerLimits withSnapshotBytesMax(int value) {
        return new NameServerLimits(
                ttlMin,
                ttlMax,
                registrationsMax,
                instancesPerConnectionMax,
                watchesPerConnectionMax,
                value,
                storeBytesMax,
                isExpiryGuarded);
    }

    /** A copy with another {@link #storeBytesMax}. */
    public NameServerLimits withStoreBytesMax(long value) {
        return new NameServerLimits(
                ttlMin,
                ttlMax,
                registrationsMax,
                instancesPerConnectionMax,
                watchesPerConnectionMax,
                snapshotBytesMax,
                value,
                isExpiryGuarded);
    }

    /** A copy that guards expiry, or does not. */
    public NameServerLimits withExpiryGuarded(boolean value) {
        return new NameServerLimits(
                ttlMin,
                ttlMax,
                registrationsMax,
                instancesPerConnectionMax,
                watchesPerConnectionMax,
                snapshotBytesMax,
                storeBytesMax,
                value);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
