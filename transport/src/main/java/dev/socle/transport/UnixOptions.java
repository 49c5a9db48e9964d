package dev.socle.transport;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Whom a listener at a {@code unix} address lets in.
 *
 * @param permissions of the socket's file; default: its owner may read and write (0600), as whoever may write to the file
 *     may connect
 * @param anyUser whether processes of users other than this process's own and root may connect; default false. Others
 *     come in only when the permissions allow it too
 */
public record UnixOptions(Set<PosixFilePermission> permissions, boolean anyUser) {

    private static final UnixOptions DEFAULTS =
            new UnixOptions(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE), false);

    public UnixOptions {
        permissions = Set.copyOf(permissions);
        if (!permissions.contains(PosixFilePermission.OWNER_WRITE)) {
            throw new IllegalArgumentException(
                    "permissions: " + permissions + " (expected: OWNER_WRITE among them, else nobody can connect)");
        }
    }

    /** The defaults that stand with each component. */
    public static UnixOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with other {@link #permissions}. */
    public UnixOptions withPermissions(Set<PosixFilePermission> value) {
        return new UnixOptions(value, anyUser);
    }

    /** A copy with another {@link #anyUser}. */
    public UnixOptions withAnyUser(boolean value) {
        return new UnixOptions(permissions, value);
    }
}
