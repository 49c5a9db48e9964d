package dev.socle.messaging.session;

/**
 * The codes of ERROR frames. Codes from {@link #APPLICATION_MIN} on belong to applications; Socle keeps the block from
 * {@link #NOT_FOUND} for failures that a program must be able to tell apart without reading text.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, "Error Codes".
 */
public final class ErrorCode {
    /** Stream 0: the set-up is malformed or asks for something unknown. */
    public static final int INVALID_SETUP = 0x001;
    /** Stream 0: the set-up asks for something that is not offered. */
    public static final int UNSUPPORTED_SETUP = 0x002;
    /** Stream 0: the set-up is refused. */
    public static final int REJECTED_SETUP = 0x003;
    /** Stream 0: the session cannot be resumed. */
    public static final int REJECTED_RESUME = 0x004;
    /** Stream 0: the connection is broken and closes at once. */
    public static final int CONNECTION_ERROR = 0x101;
    /** Stream 0: the connection closes when its streams have ended. */
    public static final int CONNECTION_CLOSE = 0x102;
    /** The handler failed. */
    public static final int APPLICATION_ERROR = 0x201;
    /** The request was not processed, and may be sent elsewhere. */
    public static final int REJECTED = 0x202;
    /** The responder gave up; the request may have been processed. */
    public static final int CANCELED = 0x203;
    /** The request itself is bad. */
    public static final int INVALID = 0x204;
    /** The first code that applications may use. */
    public static final int APPLICATION_MIN = 0x301;
    /** No service answers to the route; nothing was processed. */
    public static final int NOT_FOUND = 0x534F0001;
    /** The answer did not come before the deadline; the request may have been processed. */
    public static final int DEADLINE_EXCEEDED = 0x534F0002;

    private ErrorCode() {}

    /** The code's name, or its hexadecimal form where it has none. */
    public static String name(int code) {
        return switch (code) {
            case INVALID_SETUP -> "INVALID_SETUP";
            case UNSUPPORTED_SETUP -> "UNSUPPORTED_SETUP";
            case REJECTED_SETUP -> "REJECTED_SETUP";
            case REJECTED_RESUME -> "REJECTED_RESUME";
            case CONNECTION_ERROR -> "CONNECTION_ERROR";
            case CONNECTION_CLOSE -> "CONNECTION_CLOSE";
            case APPLICATION_ERROR -> "APPLICATION_ERROR";
            case REJECTED -> "REJECTED";
            case CANCELED -> "CANCELED";
            case INVALID -> "INVALID";
            case NOT_FOUND -> "NOT_FOUND";
            case DEADLINE_EXCEEDED -> "DEADLINE_EXCEEDED";
            default -> "0x" + Integer.toHexString(code);
        };
    }

    /** Whether a handler may send the code for its stream: a stream code or an application code. */
    public static boolean isStreamCode(int code) {
        return (code >= APPLICATION_ERROR && code <= INVALID)
                || (Integer.compareUnsigned(code, APPLICATION_MIN) >= 0 && code != -1);
    }
}
