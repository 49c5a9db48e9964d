package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Metadata made of entries, each with its own MIME type: a cursor that reads them where they lie, and functions that
 * write them.
 *
 * <pre>
 *  0                   1                   2                   3
 * +-+-------------+-----------------------------------------------+
 * |1| MIME id     |               content length (24)             |  content …
 * +-+-------------+-----------------------------------------------+
 * |0| length − 1  | MIME name (1 to 128 ASCII) | content length   |  content …
 * +-+-------------+----------------------------+------------------+
 * </pre>
 *
 * <p>One cursor serves a connection for all its messages; an entry is checked when it is reached, so a bad one behind
 * the one that was looked for goes unseen.
 * <p><b>Threading:</b> the reader's thread.
 * <p><b>Ownership:</b> borrows the buffer until the next {@code wrap}.
 * <p><b>Errors:</b> {@link CodecException} for an entry that is cut off or has no valid type, and beyond the limits.
 * <p><b>Limits:</b> {@link CodecLimits#metadataBytesMax()} and {@link CodecLimits#metadataEntriesMax()}.
 * <p><b>Source:</b> RSocket extensions, CompositeMetadata.md; as everybody does it, a name's length is stored minus one.
 */
public final class CompositeMetadata {

    private static final int WELL_KNOWN = 0x80;

    private final int bytesMax;
    private final int entriesMax;

    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int start;
    private int end;
    private int next;
    private int entries;
    private int mimeId;
    private int mimeIndex;
    private int mimeLength;
    private int contentIndex;
    private int contentLength;

    /** A cursor with the default limits. */
    public CompositeMetadata() {
        this(CodecLimits.defaults());
    }

    /** A cursor with limits of its own. */
    public CompositeMetadata(CodecLimits limits) {
        bytesMax = limits.metadataBytesMax();
        entriesMax = limits.metadataEntriesMax();
    }

    /** Stands before the first entry of a message's metadata; a message without metadata has no entries. */
    public CompositeMetadata wrap(MessageView message) {
        return wrap(message.buffer(), message.metadataIndex(), Math.max(message.metadataLength(), 0));
    }

    /** Stands before the first entry of a range. */
    public CompositeMetadata wrap(ByteBuf source, int index, int length) {
        if (length > bytesMax) {
            throw CodecException.exceeds("metadata of " + length + " bytes", "metadataBytesMax", bytesMax);
        }
        buffer = source;
        start = index;
        end = index + length;
        return rewind();
    }

    /** Stands before the first entry again. */
    public CompositeMetadata rewind() {
        next = start;
        entries = 0;
        return this;
    }

    /** Goes to the next entry; false when there is none. */
    public boolean next() {
        if (next == end) {
            return false;
        }
        if (++entries > entriesMax) {
            throw CodecException.exceeds(
                    "metadata of " + entries + " entries or more", "metadataEntriesMax", entriesMax);
        }
        int head = buffer.getUnsignedByte(next);
        boolean wellKnown = (head & WELL_KNOWN) != 0;
        mimeId = wellKnown ? head & 0x7F : -1;
        mimeIndex = next + 1;
        mimeLength = wellKnown ? 0 : head + 1;
        contentIndex = mimeIndex + mimeLength + 3;
        if (contentIndex > end) {
            throw cutOff("needs " + (contentIndex - next) + " bytes for its head, has " + (end - next));
        }
        contentLength = buffer.getUnsignedMedium(contentIndex - 3);
        if (contentLength > end - contentIndex) {
            throw cutOff("says " + contentLength + " bytes, has " + (end - contentIndex));
        }
        requireAscii();
        next = contentIndex + contentLength;
        return true;
    }

    /** Goes to the first entry of a type, from the start; false when there is none. */
    public boolean find(MimeType type) {
        rewind();
        while (next()) {
            if (is(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the entry is of a type, by id or by name. */
    public boolean is(MimeType type) {
        return mimeId >= 0 ? mimeId == type.id() : type.matches(buffer, mimeIndex, mimeLength);
    }

    /** The entry's well-known MIME id, also one that the protocol keeps for later; −1 when it has a name. */
    public int mimeId() {
        return mimeId;
    }

    /**
     * The entry's MIME type.
     *
     * <p><b>Errors:</b> {@link Reason#UNSUPPORTED_FORMAT} for an id that the protocol keeps for later.
     */
    public MimeType mimeType() {
        return mimeId >= 0 ? MimeTypeMetadata.require(mimeId) : MimeType.read(buffer, mimeIndex, mimeLength);
    }

    /** Index of the first byte of the entry's MIME name, when it has one. */
    public int mimeIndex() {
        return mimeIndex;
    }

    /** Length of the entry's MIME name in bytes; 0 when it has an id. */
    public int mimeLength() {
        return mimeLength;
    }

    /** The buffer that the entries lie in. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Index of the first byte of the entry's content. */
    public int contentIndex() {
        return contentIndex;
    }

    /** Length of the entry's content in bytes. */
    public int contentLength() {
        return contentLength;
    }

    /** Appends an entry. */
    public static void encode(ByteBuf out, MimeType type, byte[] content) {
        int mark = begin(out, type);
        out.writeBytes(content);
        end(out, mark);
    }

    /** Appends an entry's head; the content is appended next, and {@link #end} is told what this call answered. */
    public static int begin(ByteBuf out, MimeType type) {
        MimeTypeMetadata.encode(out, type);
        int mark = out.writerIndex();
        out.writeMedium(0);
        return mark;
    }

    /** Ends the entry that {@link #begin} began. */
    public static void end(ByteBuf out, int mark) {
        int length = out.writerIndex() - mark - 3;
        if (length > 0xFFFFFF) {
            throw CodecException.exceeds("metadata entry of " + length + " bytes", "its 24-bit length", 0xFFFFFF);
        }
        out.setMedium(mark, length);
    }

    private void requireAscii() {
        for (int i = mimeIndex, stop = mimeIndex + mimeLength; i < stop; i++) {
            if (buffer.getByte(i) < 0) {
                throw CodecException.malformed("composite metadata entry " + entries + ": its MIME type is not ASCII");
            }
        }
    }

    private CodecException cutOff(String how) {
        return CodecException.malformed("composite metadata entry " + entries + " is cut off: " + how);
    }
}
