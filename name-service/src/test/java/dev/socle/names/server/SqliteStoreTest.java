package dev.socle.names.server;

import static dev.socle.names.server.RegistryStoreContract.put;
import static dev.socle.names.server.RegistryStoreContract.terms;
import static dev.socle.names.server.RegistryStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.names.Endpoint;
import dev.socle.transport.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest implements RegistryStoreContract {

    private static final long BYTES_MAX = 64 << 20;

    @TempDir
    Path folder;

    @Override
    public RegistryStore newStore() {
        return again(null);
    }

    @Override
    public RegistryStore again(RegistryStore closed) {
        return new SqliteStore(folder, BYTES_MAX);
    }

    @Test
    void secondStoreOnTheFolderIsRefusedByPid() {
        try (RegistryStore first = newStore();
                RegistryStore second = newStore()) {
            first.open();
            assertThatThrownBy(second::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.getFileName().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            put(first, terms("orders", "a", 1));
        }
    }

    @Test
    void folderIsFreeAfterClose() {
        try (RegistryStore first = newStore()) {
            first.open();
        }
        try (RegistryStore second = newStore()) {
            second.open();
        }
    }

    @Test
    void refusesWhileSomebodyElseWritesAndHealsAfterwards() throws Exception {
        try (RegistryStore store = newStore()) {
            store.open();
            put(store, terms("orders", "a", 1));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("names.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                long asked = System.nanoTime();
                assertThat(write(store, new StoreChange.Put(terms("orders", "b", 1))))
                        .isNotNull()
                        .hasMessageContaining("cannot be");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
                statement.execute("ROLLBACK");
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> write(store, new StoreChange.Put(terms("orders", "c", 1))) == null);
            assertThat(reopened(store)).contains(terms("orders", "a", 1), terms("orders", "c", 1));
        }
    }

    @Test
    void fullStoreRefusesAdditionsAndTakesRemovals() {
        try (RegistryStore store = new SqliteStore(folder, 96 << 10)) {
            store.open();
            int held = 0;
            StoreException failure = null;
            while (failure == null && held < 1_000) {
                failure = write(store, new StoreChange.Put(large(held)));
                held += failure == null ? 1 : 0;
            }
            assertThat(failure).isNotNull().hasMessageContaining("free space");
            assertThat(held).isPositive();
            // Asked for at once, they meet in one group: what makes room is done although the other cannot be.
            for (int i = 0; i < held / 2; i++) {
                store.write(new StoreChange.Put(large(10_000 + i)), ignored -> {});
                assertThat(write(store, new StoreChange.Remove(large(i).key(), 1)))
                        .isNull();
            }
            assertThat(write(store, new StoreChange.Put(large(20_000)))).isNull();
        }
    }

    @Test
    void layoutOfALaterVersionIsRefusedUntouched() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("names.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        try (RegistryStore store = newStore()) {
            assertThatThrownBy(store::open).isInstanceOf(StoreException.class).hasMessageContaining("layout 99");
        }
        try (RegistryStore store = newStore()) {
            assertThatThrownBy(store::open).as("the refusal freed the folder").hasMessageContaining("layout 99");
        }
    }

    @Test
    void damagedFileIsRefusedByName() throws Exception {
        Files.writeString(
                folder.resolve("names.db"), "this is no database, and long enough to be sure of it".repeat(50));
        try (RegistryStore store = newStore()) {
            assertThatThrownBy(store::open).isInstanceOf(StoreException.class).hasMessageContaining("names.db");
        }
    }

    @Test
    void folderThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (RegistryStore store = new SqliteStore(file, BYTES_MAX)) {
            assertThatThrownBy(store::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("give a folder that this user can write");
        }
    }

    private static LeaseTerms large(int number) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            tags.put("t" + i, "x".repeat(1_000));
        }
        Endpoint endpoint = Endpoint.of("orders", "i" + number, Address.of("tcp", "10.0.0.4", 7000))
                .withTags(tags)
                .withIncarnation(1);
        return new LeaseTerms(endpoint, 15_000);
    }
}
