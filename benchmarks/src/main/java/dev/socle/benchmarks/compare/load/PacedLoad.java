package dev.socle.benchmarks.compare.load;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls at a steady rate, whatever the answers do. A call counts from the moment for which it was intended, so that one slow
 * answer is paid for by all that had to wait behind it.
 *
 * <p><b>Limits:</b> as many calls in flight as there are callers; what is due beyond that waits, and its time runs.
 */
public final class PacedLoad implements Load {

    /** Servers of ours take 1,024 at a time. */
    private static final int IN_FLIGHT_MAX = 1_000;

    private static final long REST_NANOS = 50_000;

    private final int size;
    private final Queue<Caller> idle;
    private final double nanosPerCall;
    private final Progress progress;

    private PacedLoad(List<Caller> callers, double callsPerSecond, Progress progress) {
        size = callers.size();
        idle = new ConcurrentLinkedQueue<>(callers);
        nanosPerCall = 1e9 / callsPerSecond;
        this.progress = progress;
        callers.forEach(caller -> caller.then(idle::add));
    }

    /** So many requests a second, at most {@value #IN_FLIGHT_MAX} in flight. */
    public static Load echo(Link link, double callsPerSecond, Progress progress) {
        return echo(link, IN_FLIGHT_MAX, callsPerSecond, progress);
    }

    /** So many requests a second. */
    static Load echo(Link link, int inFlight, double callsPerSecond, Progress progress) {
        return new PacedLoad(EchoCaller.on(List.of(link), inFlight, Message.BYTES, progress), callsPerSecond, progress);
    }

    /** So many typed calls a second. */
    public static Load orders(Link link, double callsPerSecond, Progress progress) {
        return new PacedLoad(OrderCaller.on(link, IN_FLIGHT_MAX, progress), callsPerSecond, progress);
    }

    @Override
    public void start() {
        progress.begin(1);
        Thread pace = new Thread(this::run, "pace");
        pace.setDaemon(true);
        pace.start();
    }

    private void run() {
        long start = System.nanoTime();
        long sent = 0;
        while (progress.goesOn()) {
            double due = (System.nanoTime() - start) / nanosPerCall;
            while (sent < due && sendOne(start + (long) (sent * nanosPerCall))) {
                sent++;
            }
            long untilNext = start + (long) (sent * nanosPerCall) - System.nanoTime();
            LockSupport.parkNanos(Math.max(REST_NANOS, untilNext));
        }
        while (idle.size() < size) {
            LockSupport.parkNanos(REST_NANOS);
        }
        progress.ended();
    }

    private boolean sendOne(long intendedNanos) {
        @Nullable Caller caller = idle.poll();
        if (caller == null) {
            return false;
        }
        caller.send(intendedNanos);
        return true;
    }
}
