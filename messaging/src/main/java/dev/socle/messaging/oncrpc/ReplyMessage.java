package dev.socle.messaging.oncrpc;

import dev.socle.messaging.oncrpc.OncRpcException.Status;
import io.netty.buffer.ByteBuf;

/**
 * The header of a reply.
 *
 * <pre>
 * xid | REPLY 1 | accepted 0 | verifier: flavor, length, body | status | result
 * xid | REPLY 1 | denied 1   | 0, RPC versions from, to; or 1, status of authentication
 * </pre>
 *
 * <p><b>Source:</b> RFC 5531, section 9.
 */
final class ReplyMessage {

    private static final int REPLY = 1;
    private static final int ACCEPTED = 0;
    private static final int DENIED = 1;
    private static final int SUCCESS = 0;
    private static final int PROG_UNAVAIL = 1;
    private static final int PROG_MISMATCH = 2;
    private static final int PROC_UNAVAIL = 3;
    private static final int GARBAGE_ARGS = 4;
    private static final int SYSTEM_ERR = 5;
    private static final int RPC_MISMATCH = 0;
    private static final int AUTH_ERROR = 1;

    private ReplyMessage() {}

    /** Appends the header of a result. */
    static void writeSuccess(ByteBuf out, int xid) {
        writeAccepted(out, xid, SUCCESS);
    }

    /** Appends a failure that has nothing but its status. */
    static void writeFailure(ByteBuf out, int xid, Status status) {
        writeAccepted(
                out,
                xid,
                switch (status) {
                    case PROG_UNAVAIL -> PROG_UNAVAIL;
                    case PROC_UNAVAIL -> PROC_UNAVAIL;
                    case GARBAGE_ARGS -> GARBAGE_ARGS;
                    default -> SYSTEM_ERR;
                });
    }

    /** Appends that the program has other versions. */
    static void writeProgramMismatch(ByteBuf out, int xid, int low, int high) {
        writeAccepted(out, xid, PROG_MISMATCH);
        out.writeInt(low).writeInt(high);
    }

    /** Appends that another version of ONC RPC is spoken. */
    static void writeRpcMismatch(ByteBuf out, int xid) {
        out.writeInt(xid).writeInt(REPLY).writeInt(DENIED).writeInt(RPC_MISMATCH);
        out.writeInt(CallMessage.RPC_VERSION).writeInt(CallMessage.RPC_VERSION);
    }

    /** Appends that the caller is refused. */
    static void writeAuthError(ByteBuf out, int xid, AuthStatus status) {
        out.writeInt(xid).writeInt(REPLY).writeInt(DENIED).writeInt(AUTH_ERROR).writeInt(status.number());
    }

    /**
     * The number of the call that a message answers.
     *
     * @throws OncRpcException when it is no reply
     */
    static int xid(ByteBuf in, int at, int end) {
        if (end - at < 12 || in.getInt(at + 4) != REPLY) {
            throw OncRpcException.malformed("Message of " + (end - at) + " bytes is no reply");
        }
        return in.getInt(at);
    }

    /**
     * Where the result begins, in a message that is a reply.
     *
     * @throws OncRpcException when there is none
     */
    static int resultIndex(ByteBuf in, int at, int end, Procedure procedure) {
        int kind = in.getInt(at + 8);
        if (kind == DENIED) {
            throw denied(in, at + 12, end, procedure);
        }
        if (kind != ACCEPTED) {
            throw OncRpcException.malformed("Reply of kind " + kind + " to " + procedure + " (expected: 0 or 1)");
        }
        int status = CallMessage.auth(in, at + 12, end, "verifier");
        int number = word(in, status, end);
        if (number != SUCCESS) {
            throw failed(in, status + 4, end, number, procedure);
        }
        return status + 4;
    }

    private static void writeAccepted(ByteBuf out, int xid, int status) {
        out.writeInt(xid).writeInt(REPLY).writeInt(ACCEPTED).writeLong(0).writeInt(status);
    }

    private static OncRpcException denied(ByteBuf in, int at, int end, Procedure procedure) {
        int why = word(in, at, end);
        if (why == RPC_MISMATCH) {
            return new OncRpcException(
                    Status.RPC_MISMATCH,
                    "The other side speaks versions " + range(in, at + 4, end) + " of ONC RPC, not "
                            + CallMessage.RPC_VERSION + ", for " + procedure);
        }
        if (why != AUTH_ERROR) {
            return OncRpcException.malformed("Reply denied with " + why + " to " + procedure + " (expected: 0 or 1)");
        }
        int number = word(in, at + 4, end);
        AuthStatus status = AuthStatus.of(number);
        return new OncRpcException(
                Status.AUTH_ERROR,
                status,
                "The other side refuses this caller with " + status + " (" + number + ") for " + procedure,
                null);
    }

    private static OncRpcException failed(ByteBuf in, int at, int end, int number, Procedure procedure) {
        return switch (number) {
            case PROG_UNAVAIL ->
                new OncRpcException(Status.PROG_UNAVAIL, "The other side does not have the program of " + procedure);
            case PROG_MISMATCH ->
                new OncRpcException(
                        Status.PROG_MISMATCH,
                        "The other side has versions " + range(in, at, end) + " of the program of " + procedure);
            case PROC_UNAVAIL -> new OncRpcException(Status.PROC_UNAVAIL, "The other side does not have " + procedure);
            case GARBAGE_ARGS ->
                new OncRpcException(
                        Status.GARBAGE_ARGS,
                        "The other side cannot read the arguments of " + procedure
                                + ": do both sides have the same interface?");
            case SYSTEM_ERR ->
                new OncRpcException(Status.SYSTEM_ERR, "The other side failed in " + procedure + ": see its log");
            default -> OncRpcException.malformed("Reply with status " + number + " to " + procedure);
        };
    }

    private static String range(ByteBuf in, int at, int end) {
        return Integer.toUnsignedString(word(in, at, end)) + " to " + Integer.toUnsignedString(word(in, at + 4, end));
    }

    private static int word(ByteBuf in, int at, int end) {
        if (end - at < 4) {
            throw OncRpcException.malformed("Reply ends where a number is expected");
        }
        return in.getInt(at);
    }
}
