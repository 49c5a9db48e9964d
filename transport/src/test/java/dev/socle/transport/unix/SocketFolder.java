package dev.socle.transport.unix;

import dev.socle.transport.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A folder with a short name for the sockets of a test; it goes with the process, if it is empty. */
final class SocketFolder {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Path FOLDER = make();

    private SocketFolder() {}

    static Path newPath() {
        return FOLDER.resolve(NAMES.incrementAndGet() + ".sock");
    }

    static Address address(Path path) {
        return new Address("unix", "", -1, path.toString(), "");
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("socle");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
