package dev.socle.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.socle.benchmarks.compare.load.Progress;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one process has done up to a moment.
 *
 * @param nanos the moment, on the process's own clock
 * @param cpuNanos CPU time that the system has charged to the process
 * @param allocatedBytes bytes that its threads have allocated on the heap
 * @param calls calls that were answered; 0 for a server
 * @param p50Nanos half of the calls since the last sample took at most so long; 0 when they are not timed
 * @param p99Nanos the same for 99 of 100
 * @param p999Nanos the same for 999 of 1,000
 */
record Sample(
        long nanos, long cpuNanos, long allocatedBytes, long calls, long p50Nanos, long p99Nanos, long p999Nanos) {

    /** Of this process, now; there is progress on a client. */
    static Sample take(@Nullable Progress progress) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        long cpu = system.getProcessCpuTime();
        Histogram times = progress == null ? null : progress.takeTimes();
        return new Sample(
                System.nanoTime(),
                cpu,
                allocated,
                progress == null ? 0 : progress.count(),
                times == null ? 0 : times.getValueAtPercentile(50),
                times == null ? 0 : times.getValueAtPercentile(99),
                times == null ? 0 : times.getValueAtPercentile(99.9));
    }

    /** Reads what {@link #toLine} wrote. */
    static Sample parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Sample(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]));
    }

    String toLine() {
        return nanos + " " + cpuNanos + " " + allocatedBytes + " " + calls + " " + p50Nanos + " " + p99Nanos + " "
                + p999Nanos;
    }
}
