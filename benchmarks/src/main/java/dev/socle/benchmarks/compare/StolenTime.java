package dev.socle.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The processors' time since the system's start, and what of it the host of this virtual machine gave to others ("steal").
 * Both are 0 where the system does not tell, as on anything but Linux.
 *
 * <p><b>Source:</b> the first line of {@code /proc/stat}, man page proc_stat(5).
 */
record StolenTime(long all, long stolen) {

    private static final Path STAT = Path.of("/proc/stat");
    /** user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user and nice already. */
    private static final int FIELDS = 8;

    static StolenTime now() {
        if (!Files.isReadable(STAT)) {
            return new StolenTime(0, 0);
        }
        try (Stream<String> lines = Files.lines(STAT)) {
            return of(lines.findFirst().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the line that begins with {@code cpu} says. */
    static StolenTime of(String line) {
        long[] times = Stream.of(line.trim().split(" +"))
                .skip(1)
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        return times.length < FIELDS
                ? new StolenTime(0, 0)
                : new StolenTime(LongStream.of(times).sum(), times[FIELDS - 1]);
    }

    /** The share of all processors' time that was stolen since then, 0 to 1. */
    double shareSince(StolenTime before) {
        long passed = all - before.all;
        return passed <= 0 ? 0 : (double) (stolen - before.stolen) / passed;
    }
}
