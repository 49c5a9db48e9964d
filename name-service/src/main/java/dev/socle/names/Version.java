package dev.socle.names;

/**
 * How new a snapshot is. Versions that one watcher sees never go back.
 *
 * @param epoch which life of the name server; grows at each of its starts
 * @param revision which change within that life; grows at each change, per service
 */
public record Version(long epoch, long revision) implements Comparable<Version> {

    /** Older than every version that a server gives. */
    public static final Version NONE = new Version(0, 0);

    /** Whether this is newer than the other. */
    public boolean isAfter(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Version other) {
        return epoch != other.epoch ? Long.compare(epoch, other.epoch) : Long.compare(revision, other.revision);
    }
}
