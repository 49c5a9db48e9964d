package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Permission to send a number of requests for a time; it replaces the one before.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-+-+---------------+-------------------------------+
 *  | 0x02 (6)  |0|M|     0 (8)     |
 *  +-+---------+-+-+---------------+-------------------------------+
 *  |0|                  Time to live (31), ms                      |   offset 6
 *  +-+-------------------------------------------------------------+
 *  |0|                  Number of requests (31)                    |   offset 10
 *  +-+-------------------------------------------------------------+
 *  |                     Metadata ...                                  offset 14, only with M, to the end; no length
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, LEASE Frame.
 */
public final class LeaseFrame {

    private static final int TTL = FrameHeader.BYTES;
    private static final int REQUESTS = TTL + 4;
    private static final int METADATA = REQUESTS + 4;

    private LeaseFrame() {}

    /** Appends the frame with a copy of the metadata's readable bytes, if there is metadata; it stays the caller's. */
    public static void encode(ByteBuf out, int ttlMillis, int requests, @Nullable ByteBuf metadata) {
        if (ttlMillis < 0) {
            throw new IllegalArgumentException("ttlMillis: " + ttlMillis + " (expected: >= 0)");
        }
        if (requests < 0) {
            throw new IllegalArgumentException("requests: " + requests + " (expected: >= 0)");
        }
        FrameHeader.encode(out, 0, FrameType.LEASE, metadata == null ? 0 : FrameHeader.METADATA);
        out.writeInt(ttlMillis);
        out.writeInt(requests);
        if (metadata != null) {
            out.writeBytes(metadata, metadata.readerIndex(), metadata.readableBytes());
        }
    }

    /** How long the permission holds from its receipt; as read, so it may be 0 or negative. */
    public static int ttlMillis(ByteBuf frame, int at, int end) {
        checkLength(at, end);
        return frame.getInt(at + TTL);
    }

    /** How many requests may be sent; as read, so it may be 0 or negative. */
    public static int requests(ByteBuf frame, int at, int end) {
        checkLength(at, end);
        return frame.getInt(at + REQUESTS);
    }

    /** Bytes of metadata; −1 when the frame has none. */
    public static int metadataLength(ByteBuf frame, int at, int end) {
        checkLength(at, end);
        return (FrameHeader.typeAndFlags(frame, at) & FrameHeader.METADATA) == 0 ? -1 : end - at - METADATA;
    }

    /** Where the metadata begins, if there is any; it ends with the frame. */
    public static int metadataIndex(int at) {
        return at + METADATA;
    }

    private static void checkLength(int at, int end) {
        if (end - at < METADATA) {
            throw MalformedFrameException.tooShort(FrameType.LEASE, end - at, METADATA);
        }
    }
}
