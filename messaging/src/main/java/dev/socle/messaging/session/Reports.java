package dev.socle.messaging.session;

import dev.socle.messaging.codec.CodecException;
import dev.socle.transport.Connection;
import java.util.function.Consumer;

/** What a session says of failures: where they were, what a caller hears of them, and the warnings. */
final class Reports {

    private final Connection connection;
    private final Warnings warnings = new Warnings();
    /** Takes what a user's subscriber or publisher throws where no stream is at hand. */
    final Consumer<Throwable> onUserFailure = failure -> userFailed(0, failure);

    Reports(Connection connection) {
        this.connection = connection;
    }

    /** Which connection, and which stream if any; any thread. */
    String where(int streamId) {
        return "connection " + connection.id() + " to " + connection.remoteAddress()
                + (streamId == 0 ? "" : ", stream " + streamId);
    }

    /** The failure of a request that could not be encoded. */
    RuntimeException unsent(String name, Throwable failure) {
        return local(name, failure, Outcome.NOT_EXECUTED, "cannot be sent");
    }

    /** The failure of an answer that could not be decoded. */
    RuntimeException undecodable(String name, Throwable failure) {
        return local(name, failure, Outcome.UNKNOWN, "has an answer that cannot be read");
    }

    private static RuntimeException local(String name, Throwable failure, Outcome outcome, String what) {
        if (failure instanceof InteractionException spoken) {
            return InteractionException.light(
                    spoken.code(), outcome, "\"" + name + "\" " + what + ": " + spoken.getMessage());
        }
        String why = failure instanceof CodecException ? failure.getMessage() : failure.toString();
        return new InteractionException(ErrorCode.INVALID, outcome, "\"" + name + "\" " + what + ": " + why, failure);
    }

    /** A handler's answer failed with something that it did not mean for the other side; on the loop. */
    void handlerFailed(int streamId, Throwable failure) {
        warn("A handler failed", streamId, failure);
    }

    /** A subscriber or publisher of a user threw where it must not; on the loop. */
    void userFailed(int streamId, Throwable failure) {
        warn("A subscriber or publisher threw", streamId, failure);
    }

    private void warn(String what, int streamId, Throwable failure) {
        warnings.warn(what, () -> where(streamId), failure);
    }
}
