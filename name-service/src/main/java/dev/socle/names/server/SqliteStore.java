package dev.socle.names.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one SQLite file that survives the death of the process at any moment. Changes are committed in groups: all that
 * came while the disk was busy share the next flush, and none is called safe before it.
 *
 * <p><b>Threading:</b> one thread of its own does everything that touches the disk.
 * <p><b>Limits:</b> 20,000 changes may wait, 1,024 make a group; after a failure other than a full disk, the disk is left
 * alone for 250 ms.
 * <p><b>Source:</b> SQLite, "Write-Ahead Logging", with {@code synchronous=FULL}.
 */
public final class SqliteStore implements RegistryStore {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final int WAITING_MAX = 20_000;
    private static final int GROUP_MAX = 1_024;
    private static final long PAUSE_AFTER_FAILURE_NANOS = 250_000_000L;

    private record Waiting(StoreChange change, Done done) {}

    private final Path wanted;
    private final long bytesMax;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread writer = new Thread(this::writeUntilClosed, "socle-names-store");
    private volatile boolean closing;
    private @Nullable DataFolder folder;

    // The writer's own, after open().
    private @Nullable SqliteFile file;
    private @Nullable StoreException lastFailure;
    private long pausedUntilNanos;

    /** A store in a folder, which is made when it does not exist; its file grows to the given size at most. */
    public SqliteStore(Path folder, long bytesMax) {
        this.wanted = folder;
        this.bytesMax = bytesMax;
        writer.setDaemon(true);
    }

    @Override
    public Contents open() {
        DataFolder taken = DataFolder.take(wanted);
        try {
            SqliteFile opened = SqliteFile.open(taken.path(), bytesMax);
            file = opened;
            Contents contents = new Contents(opened.beginEpoch(), opened.readAll());
            folder = taken;
            writer.start();
            return contents;
        } catch (StoreException e) {
            SqliteFile.close(file);
            taken.close();
            throw e;
        }
    }

    @Override
    public void write(StoreChange change, Done done) {
        if (closing) {
            done.onDone(new StoreException("Store " + wanted + " is closed: nothing was kept", null));
            return;
        }
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            done.onDone(new StoreException(
                    "Store " + wanted + " has " + WAITING_MAX + " changes waiting for the disk: ask again later",
                    null));
            return;
        }
        queue.add(new Waiting(change, done));
        LockSupport.unpark(writer);
    }

    @Override
    public String description() {
        return "data in " + wanted;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (folder != null) {
            folder.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed() {
        List<Waiting> group = new ArrayList<>(GROUP_MAX);
        while (true) {
            boolean last = closing; // read before the queue: what was added before closing is still written
            fill(group);
            if (!group.isEmpty()) {
                commit(group);
                group.clear();
            } else if (last) {
                break;
            } else {
                LockSupport.park(this);
            }
        }
        SqliteFile.close(file);
    }

    private void fill(List<Waiting> group) {
        Waiting next;
        while (group.size() < GROUP_MAX && (next = queue.poll()) != null) {
            group.add(next);
        }
        waiting.addAndGet(-group.size());
    }

    private void commit(List<Waiting> group) {
        StoreException failure = tryCommit(changesOf(group, StoreChange.class));
        if (failure == null) {
            group.forEach(each -> tell(each, null));
            return;
        }
        // What frees space must not fail with what needs it, or a full disk would never heal.
        List<StoreChange> removals = changesOf(group, StoreChange.Remove.class);
        StoreException removalFailure =
                removals.isEmpty() || removals.size() == group.size() ? failure : tryCommit(removals);
        for (Waiting each : group) {
            tell(each, each.change() instanceof StoreChange.Remove ? removalFailure : failure);
        }
    }

    private @Nullable StoreException tryCommit(List<StoreChange> changes) {
        StoreException recent = lastFailure;
        if (recent != null && System.nanoTime() - pausedUntilNanos < 0) {
            return recent;
        }
        try {
            SqliteFile open = file == null ? SqliteFile.open(wanted, bytesMax) : file;
            file = open;
            open.commit(changes);
            if (recent != null) {
                LOG.info("Store {} can be written again", wanted);
            }
            lastFailure = null;
            return null;
        } catch (StoreException e) {
            if (recent == null) {
                LOG.warn("Registrations are refused until it is mended: {}", e.getMessage());
            }
            // After a failed flush nobody knows what the file holds: only a new opening reads it as it is.
            SqliteFile.close(file);
            file = null;
            lastFailure = e;
            pausedUntilNanos = System.nanoTime() + (SqliteFile.isFull(e) ? 0 : PAUSE_AFTER_FAILURE_NANOS);
            return e;
        }
    }

    private static List<StoreChange> changesOf(List<Waiting> group, Class<? extends StoreChange> kind) {
        List<StoreChange> changes = new ArrayList<>(group.size());
        for (Waiting each : group) {
            if (kind.isInstance(each.change())) {
                changes.add(each.change());
            }
        }
        return changes;
    }

    private static void tell(Waiting each, @Nullable StoreException failure) {
        try {
            each.done().onDone(failure);
        } catch (RuntimeException e) {
            LOG.error("A callback of the store failed", e);
        }
    }
}
