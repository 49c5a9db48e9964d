package dev.socle.names.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one name server, and the lock that keeps a second one out of it. The system frees the lock when the process
 * ends, however it ends.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "server.lock";
    // Where locks are binding, the locked byte cannot be read by others: so it lies behind the pid, not on it.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int PID_LENGTH_MAX = 32;

    // A process loses its lock on a file as soon as it closes any channel to it: so within a process nobody opens a
    // second one.
    private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, making it where it does not exist.
     *
     * <p><b>Errors:</b> {@link StoreException} that names the process that has it.
     */
    static DataFolder take(Path wanted) {
        Path folder = made(wanted);
        if (!TAKEN_HERE.add(folder)) {
            throw taken(folder, ProcessHandle.current().pid() + " (this one)");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    folder.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw taken(folder, holderOf(channel));
            }
            ByteBuffer pid =
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
            channel.truncate(0).write(pid, 0);
            return new DataFolder(folder, channel);
        } catch (IOException e) {
            release(folder, channel);
            throw unusable(folder, e);
        } catch (StoreException e) {
            release(folder, channel);
            throw e;
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        release(folder, channel);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static String holderOf(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_LENGTH_MAX);
        channel.read(pid, 0);
        String text = StandardCharsets.US_ASCII.decode(pid.flip()).toString().trim();
        return text.isEmpty() ? "(id unknown)" : text;
    }

    private static void release(Path folder, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was buffered, and the system frees the lock at the latest when the process ends.
        } finally {
            TAKEN_HERE.remove(folder);
        }
    }

    private static StoreException taken(Path folder, String holder) {
        return new StoreException(
                "Data folder " + folder + " belongs to a running name server, process " + holder
                        + ": stop that one, or give this one a folder of its own",
                null);
    }

    private static StoreException unusable(Path folder, IOException why) {
        return new StoreException(
                "Data folder " + folder + " cannot be used, " + why + ": give a folder that this user can write", why);
    }
}
