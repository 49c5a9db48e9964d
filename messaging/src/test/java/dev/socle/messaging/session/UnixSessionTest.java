package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BufferLeaks.class)
class UnixSessionTest implements SessionContract {

    @TempDir
    private Path folder;

    @Override
    public Address address() {
        return new Address("unix", "", -1, folder.resolve("session").toString(), "");
    }
}
