package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;

/**
 * A borrowed look at one received message: its metadata and its data, where they lie in the receive buffer.
 *
 * <p>One view serves a connection for all its messages, so that receiving allocates nothing.
 * <p><b>Threading:</b> the connection's event loop.
 * <p><b>Ownership:</b> valid only during the call that passes it; copy or retain what must live longer.
 */
public final class MessageView {

    private ByteBuf buffer = io.netty.buffer.Unpooled.EMPTY_BUFFER;
    private int metadataIndex;
    private int metadataLength;
    private int dataIndex;
    private int dataLength;

    /** Points the view at a message. A metadata length of −1 means that there is none, which differs from empty. */
    @SuppressWarnings("ReferenceEquality") // the same object is meant
    public MessageView wrap(ByteBuf source, int metadataAt, int metadataBytes, int dataAt, int dataBytes) {
        // Mostly they are the same; a reference that is stored in an old object is a fence for the collector
        // (PIPELINED).
        if (buffer != source) {
            buffer = source;
        }
        metadataIndex = metadataAt;
        metadataLength = metadataBytes;
        dataIndex = dataAt;
        dataLength = dataBytes;
        return this;
    }

    /** The buffer in which metadata and data lie; read it with absolute indices only. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Whether the message has metadata, be it empty. */
    public boolean hasMetadata() {
        return metadataLength >= 0;
    }

    /** Index of the first byte of the metadata. */
    public int metadataIndex() {
        return metadataIndex;
    }

    /** Length of the metadata in bytes; −1 when there is none. */
    public int metadataLength() {
        return metadataLength;
    }

    /** Index of the first byte of the data. */
    public int dataIndex() {
        return dataIndex;
    }

    /** Length of the data in bytes. */
    public int dataLength() {
        return dataLength;
    }
}
