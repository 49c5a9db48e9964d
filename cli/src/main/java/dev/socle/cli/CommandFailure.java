package dev.socle.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on: the exit code says how, the message what, where, why and what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        this(exitCode, message, null);
    }

    CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    static CommandFailure late() {
        return new CommandFailure(ExitCode.DEADLINE, "no answer in time: allow more with --timeout");
    }

    int exitCode() {
        return exitCode;
    }
}
