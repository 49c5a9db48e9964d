package dev.socle.names.server;

import org.jspecify.annotations.Nullable;

/** A store cannot be opened, or a change may be lost. The message says what, where, why, and what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with its cause, where there is one. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
