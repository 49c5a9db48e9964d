package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * Metadata that belongs to no stream, and is not answered.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-+-+---------------+-------------------------------+
 *  | 0x0C (6)  |0|1|     0 (8)     |
 *  +-----------+-+-+---------------+-------------------------------+
 *  |                     Metadata ...                                  offset 6, to the end of the frame; no length
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, METADATA_PUSH Frame.
 */
public final class MetadataPushFrame {

    private static final int METADATA = FrameHeader.BYTES;

    private MetadataPushFrame() {}

    /** Appends all that comes before the metadata. */
    public static void encodeHeader(ByteBuf out) {
        FrameHeader.encode(out, 0, FrameType.METADATA_PUSH, FrameHeader.METADATA);
    }

    /** Appends the frame with a copy of the metadata's readable bytes; it stays the caller's. */
    public static void encode(ByteBuf out, ByteBuf metadata) {
        encodeHeader(out);
        out.writeBytes(metadata, metadata.readerIndex(), metadata.readableBytes());
    }

    /** Where the metadata begins; it ends with the frame. */
    public static int metadataIndex(int at) {
        return at + METADATA;
    }
}
