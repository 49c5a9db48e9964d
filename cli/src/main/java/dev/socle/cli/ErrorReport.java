package dev.socle.cli;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.names.NameErrors;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;

/**
 * What a failure is to the user: an exit code, and one text. Decided by types and codes, never by text.
 *
 * @param exitCode one of {@link ExitCode}
 * @param text what, where, why, what to do
 * @param isUnexpected whether it is a fault of this program
 */
record ErrorReport(int exitCode, String text, boolean isUnexpected) {

    static ErrorReport of(Throwable failure) {
        if (failure instanceof CommandFailure known) {
            return new ErrorReport(known.exitCode(), String.valueOf(known.getMessage()), false);
        }
        if (failure instanceof ConnectionException broken) {
            return of(broken);
        }
        if (failure instanceof InteractionException failed) {
            return new ErrorReport(exitCode(failed), text(failed), false);
        }
        return new ErrorReport(ExitCode.REMOTE_ERROR, printable(failure.toString()), true);
    }

    /** A failed interaction, with what was asked for and where. */
    static CommandFailure failed(String route, Object target, InteractionException failure) {
        String where = isLocal(failure) ? "" : route + " at " + target + ": ";
        return new CommandFailure(exitCode(failure), where + text(failure), failure);
    }

    private static ErrorReport of(ConnectionException broken) {
        int exitCode = switch (broken.reason()) {
            case ADDRESS_UNUSABLE, PLAINTEXT, UNSUPPORTED -> ExitCode.USAGE;
            default -> ExitCode.UNREACHABLE;
        };
        String more = broken.mayHaveBeenProcessed() ? " (what was asked may have been processed)" : "";
        String option = option(broken.reason());
        return new ErrorReport(
                exitCode, printable(String.valueOf(broken.getMessage())) + (option.isEmpty() ? more : option), false);
    }

    /** The option that helps against a reason, as the end of a sentence; empty when there is none. */
    private static String option(Reason reason) {
        return switch (reason) {
            case PLAINTEXT -> "; at the command line: --allow-plaintext";
            case CERTIFICATE_MISSING -> "; at the command line: --cert and --key";
            case CERTIFICATE_UNTRUSTED -> "; at the command line: --ca";
            default -> "";
        };
    }

    private static int exitCode(InteractionException failure) {
        if (isLocal(failure)) {
            return ExitCode.USAGE;
        }
        return switch (failure.code()) {
            case ErrorCode.NOT_FOUND -> ExitCode.NOT_FOUND;
            case ErrorCode.DEADLINE_EXCEEDED -> ExitCode.DEADLINE;
            case NameErrors.UNREACHABLE -> ExitCode.UNREACHABLE;
            default -> ExitCode.REMOTE_ERROR;
        };
    }

    private static String text(InteractionException failure) {
        String text = printable(String.valueOf(failure.getMessage()));
        if (isLocal(failure)) {
            return text;
        }
        String processed = switch (failure.outcome()) {
            case NOT_EXECUTED -> "not processed";
            case EXECUTED_FAILED -> "processed, and failed there";
            case UNKNOWN -> "may have been processed";
        };
        String option = failure.getCause() instanceof ConnectionException broken ? option(broken.reason()) : "";
        return name(failure.code()) + " (" + processed + "): " + text + option;
    }

    /** Whether this side refused to send it: from the wire, INVALID never promises that nothing was done. */
    private static boolean isLocal(InteractionException failure) {
        return failure.code() == ErrorCode.INVALID && failure.outcome() == Outcome.NOT_EXECUTED;
    }

    private static String name(int code) {
        return switch (code) {
            case NameErrors.CONFLICT -> "CONFLICT";
            case NameErrors.LIMIT -> "LIMIT";
            case NameErrors.UNAVAILABLE -> "UNAVAILABLE";
            case NameErrors.UNREACHABLE -> "UNREACHABLE";
            default -> ErrorCode.name(code);
        };
    }

    /** What the other side said, without what steers a terminal. */
    static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.chars()
                .forEach(c -> printable.append(
                        Character.isISOControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return printable.toString();
    }
}
