package dev.socle.messaging.frame;

/**
 * The six-bit type of a frame.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, Frame Types.
 */
public final class FrameType {

    /** The first frame of a connection: how it is to be used. */
    public static final int SETUP = 0x01;
    /** Permission to send a number of requests for a time. */
    public static final int LEASE = 0x02;
    /** A sign of life. */
    public static final int KEEPALIVE = 0x03;
    /** One message asks for one. */
    public static final int REQUEST_RESPONSE = 0x04;
    /** One message without an answer. */
    public static final int REQUEST_FNF = 0x05;
    /** One message asks for many. */
    public static final int REQUEST_STREAM = 0x06;
    /** Many messages both ways. */
    public static final int REQUEST_CHANNEL = 0x07;
    /** Demand for more messages of a stream. */
    public static final int REQUEST_N = 0x08;
    /** The requester wants no more of a stream. */
    public static final int CANCEL = 0x09;
    /** A message of a stream, its end, or both. */
    public static final int PAYLOAD = 0x0A;
    /** The failure of a stream, or of the connection. */
    public static final int ERROR = 0x0B;
    /** Metadata that belongs to no stream. */
    public static final int METADATA_PUSH = 0x0C;
    /** The first frame of a connection that goes on with an earlier session. */
    public static final int RESUME = 0x0D;
    /** The answer to RESUME. */
    public static final int RESUME_OK = 0x0E;
    /** A frame of an extension, which has a type of its own. */
    public static final int EXT = 0x3F;

    private FrameType() {}

    /** Whether a frame of this type opens a stream. */
    public static boolean isRequest(int type) {
        return type >= REQUEST_RESPONSE && type <= REQUEST_CHANNEL;
    }

    /** The protocol's word for a type, or its number when it has none. */
    public static String name(int type) {
        return switch (type) {
            case SETUP -> "SETUP";
            case LEASE -> "LEASE";
            case KEEPALIVE -> "KEEPALIVE";
            case REQUEST_RESPONSE -> "REQUEST_RESPONSE";
            case REQUEST_FNF -> "REQUEST_FNF";
            case REQUEST_STREAM -> "REQUEST_STREAM";
            case REQUEST_CHANNEL -> "REQUEST_CHANNEL";
            case REQUEST_N -> "REQUEST_N";
            case CANCEL -> "CANCEL";
            case PAYLOAD -> "PAYLOAD";
            case ERROR -> "ERROR";
            case METADATA_PUSH -> "METADATA_PUSH";
            case RESUME -> "RESUME";
            case RESUME_OK -> "RESUME_OK";
            case EXT -> "EXT";
            default -> "0x" + Integer.toHexString(type);
        };
    }
}
