package dev.socle.names.server;

import dev.socle.names.Endpoint;
import dev.socle.transport.Address;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The open file of a {@link SqliteStore}: its tables, and how registrations stand in them.
 *
 * <p><b>Threading:</b> one thread at a time; every call may block on the disk.
 * <p><b>Errors:</b> {@link StoreException}.
 */
final class SqliteFile {

    private static final String NAME = "names.db";
    private static final int SCHEMA = 1;
    private static final int PAGE_BYTES = 4096;
    private static final int BUSY_MILLIS = 500;
    private static final int FULL = 13; // SQLITE_FULL

    private final Path path;
    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement remove;

    private SqliteFile(Path path, Connection connection) throws SQLException {
        this.path = path;
        this.connection = connection;
        put = connection.prepareStatement(
                "INSERT OR REPLACE INTO lease (service, instance, incarnation, address, weight, tags, ttl_millis)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        remove =
                connection.prepareStatement("DELETE FROM lease WHERE service = ? AND instance = ? AND incarnation = ?");
    }

    static SqliteFile open(Path folder, long bytesMax) {
        Path path = folder.resolve(NAME);
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + path);
            prepare(connection, path, Math.max(16, bytesMax / PAGE_BYTES));
            return new SqliteFile(path, connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failed(path, "cannot be opened", e);
        } catch (StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    static void close(@Nullable SqliteFile file) {
        if (file != null) {
            closeQuietly(file.connection);
        }
    }

    /** Whether the failure says that there is no room: then the file itself is whole. */
    static boolean isFull(StoreException failure) {
        return failure.getCause() instanceof SQLException cause && (cause.getErrorCode() & 0xFF) == FULL;
    }

    long beginEpoch() {
        try (Statement statement = connection.createStatement()) {
            long last;
            try (ResultSet row = statement.executeQuery("SELECT value FROM meta WHERE key = 'epoch'")) {
                last = row.next() ? row.getLong(1) : 0;
            }
            long epoch = Epoch.after(last);
            statement.executeUpdate("INSERT OR REPLACE INTO meta (key, value) VALUES ('epoch', " + epoch + ")");
            connection.commit();
            return epoch;
        } catch (SQLException e) {
            throw failed(path, "cannot be written", e);
        }
    }

    List<LeaseTerms> readAll() {
        List<LeaseTerms> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT service, instance, incarnation, address, weight, tags, ttl_millis FROM lease")) {
            while (row.next()) {
                all.add(read(row));
            }
            connection.commit(); // ends the read, which would hold the log back from being folded into the file
            return all;
        } catch (SQLException | IllegalArgumentException e) {
            throw failed(path, "cannot be read", e);
        }
    }

    void commit(List<StoreChange> changes) {
        try {
            for (StoreChange change : changes) {
                if (change instanceof StoreChange.Put made) {
                    put(made.terms());
                } else if (change instanceof StoreChange.Remove unmade) {
                    remove.setString(1, unmade.key().service());
                    remove.setString(2, unmade.key().instance());
                    remove.setLong(3, unmade.incarnation());
                    remove.executeUpdate();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            rollBackQuietly();
            throw failed(path, "cannot be written", e);
        }
    }

    private void put(LeaseTerms terms) throws SQLException {
        Endpoint endpoint = terms.endpoint();
        put.setString(1, endpoint.service());
        put.setString(2, endpoint.instance());
        put.setLong(3, endpoint.incarnation());
        put.setString(4, endpoint.address().toString());
        put.setInt(5, endpoint.weight());
        put.setString(6, textOf(endpoint.tags()));
        put.setLong(7, terms.ttlMillis());
        put.executeUpdate();
    }

    private static LeaseTerms read(ResultSet row) throws SQLException {
        Endpoint endpoint = new Endpoint(
                row.getString(1),
                row.getString(2),
                Address.parse(row.getString(4)),
                tagsOf(row.getString(6)),
                row.getInt(5),
                row.getLong(3));
        return new LeaseTerms(endpoint, row.getLong(7));
    }

    /** One line for each tag, key and value parted by a tab: neither can hold a control character. */
    private static String textOf(Map<String, String> tags) {
        StringBuilder text = new StringBuilder();
        tags.forEach((key, value) -> text.append(key).append('\t').append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, String> tagsOf(String text) {
        Map<String, String> tags = new TreeMap<>();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                throw new IllegalArgumentException("tags: a line without a tab");
            }
            tags.put(line.substring(0, tab), line.substring(tab + 1));
        });
        return tags;
    }

    private static void prepare(Connection connection, Path path, long pagesMax) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA max_page_count = " + pagesMax);
            int schema;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                schema = row.getInt(1);
            }
            if (schema > SCHEMA) {
                throw new StoreException(
                        "Store " + path + " has layout " + schema + ", this version knows layouts up to " + SCHEMA
                                + ": start the version that wrote it, or give another folder",
                        null);
            }
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID");
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS lease (service TEXT, instance TEXT, incarnation INTEGER,"
                            + " address TEXT, weight INTEGER, tags TEXT, ttl_millis INTEGER, PRIMARY KEY (service, instance))"
                            + " WITHOUT ROWID");
            if (schema < SCHEMA) {
                statement.executeUpdate("PRAGMA user_version = " + SCHEMA);
            }
            connection.commit();
        }
    }

    private void rollBackQuietly() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The failure that led here is the one to report; the file is closed after it.
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Nothing is pending: what was not committed is given up on purpose.
        }
    }

    private static StoreException failed(Path path, String what, Exception why) {
        return new StoreException(
                "Store " + path + " " + what + ", " + why.getMessage()
                        + ": free space, or look whether the disk works and who else has the file open",
                why);
    }
}
