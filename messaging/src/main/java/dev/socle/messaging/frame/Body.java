package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * Metadata and data, as they end the frames SETUP, REQUEST_RESPONSE, REQUEST_FNF, REQUEST_STREAM, REQUEST_CHANNEL and
 * PAYLOAD.
 *
 * <pre>
 *  +-----------------------------------------------+
 *  |              Metadata length (24)             |   only with M; offset 0: {@code bodyAt}
 *  +-----------------------------------------------+
 *  |                  Metadata ...                     only with M
 *  +-----------------------------------------------+
 *  |                  Data ...                         to the end of the frame
 *  +-----------------------------------------------+
 * </pre>
 *
 * <p>{@link #metadataLength} comes first: it alone checks, and the other functions rely on what it returned.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, Metadata Optional Header.
 */
public final class Body {

    /** Bytes of the metadata's length. */
    public static final int METADATA_LENGTH_BYTES = 3;

    private Body() {}

    /**
     * Bytes of metadata; −1 when the frame has none, which is not the same as empty metadata.
     *
     * @throws MalformedFrameException when the frame ends before the body begins or before the metadata ends
     */
    public static int metadataLength(ByteBuf frame, int bodyAt, int end, int typeAndFlags) {
        int left = end - bodyAt;
        if ((typeAndFlags & FrameHeader.METADATA) == 0) {
            if (left < 0) {
                throw MalformedFrameException.beyondEnd(
                        FrameHeader.type(typeAndFlags), "fixed fields", FrameHeader.BYTES, 4, 4 + left);
            }
            return -1;
        }
        if (left < METADATA_LENGTH_BYTES) {
            throw MalformedFrameException.metadataLength(
                    FrameHeader.type(typeAndFlags), METADATA_LENGTH_BYTES, Math.max(0, left));
        }
        int length = frame.getUnsignedMedium(bodyAt);
        if (length > left - METADATA_LENGTH_BYTES) {
            throw MalformedFrameException.metadataLength(
                    FrameHeader.type(typeAndFlags), length, left - METADATA_LENGTH_BYTES);
        }
        return length;
    }

    /** Where the metadata begins; nowhere useful when there is none. */
    public static int metadataIndex(int bodyAt, int metadataLength) {
        return metadataLength < 0 ? bodyAt : bodyAt + METADATA_LENGTH_BYTES;
    }

    /** Where the data begins; it ends with the frame. */
    public static int dataIndex(int bodyAt, int metadataLength) {
        return metadataLength < 0 ? bodyAt : bodyAt + METADATA_LENGTH_BYTES + metadataLength;
    }

    /** Appends room for the length of the metadata that is to be appended next, and returns its index. */
    public static int beginMetadata(ByteBuf out) {
        return FrameHeader.beginPrefix(out);
    }

    /** Writes the length of what was appended since {@link #beginMetadata}. */
    public static void endMetadata(ByteBuf out, int lengthAt) {
        FrameHeader.patchLength(out, lengthAt, 0, "metadata");
    }
}
