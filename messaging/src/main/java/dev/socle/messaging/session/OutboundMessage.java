package dev.socle.messaging.session;

import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.Fragments;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.PayloadFrame;
import dev.socle.messaging.frame.RequestFrame;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that does not fit one frame, on its way out; each {@link #writeNext} sends one fragment of it, without
 * copying the data. The first fragment keeps the type of the frame, the others are PAYLOADs. While too many others are on
 * their way, it waits with its first. All on the loop.
 */
final class OutboundMessage {

    /** Whose message it is. */
    interface Owner {

        /** The last fragment was sent, and everything is released. */
        void onSent();
    }

    /** The prefix, the longest header, and the length of metadata. */
    private static final int HEADER_BYTES_MAX = 16;

    private final Output output;
    private final int streamId;
    private final int flags;
    private final int initialN;
    private final int fragmentLength;
    private final @Nullable ByteBuf metadata;
    private final ByteBuf data;
    private final int length;
    private int type;
    private int metadataLeft;
    private boolean begun;
    private @Nullable Owner owner;

    /** Takes both references; the type, flags and n are those of the frame that the message would be. */
    OutboundMessage(
            Output output,
            int streamId,
            int type,
            int flags,
            int initialN,
            int fragmentLength,
            @Nullable ByteBuf metadata,
            ByteBuf data) {
        this.output = output;
        this.streamId = streamId;
        this.type = type;
        this.flags = flags;
        this.initialN = initialN;
        this.fragmentLength = fragmentLength;
        this.metadata = metadata;
        this.metadataLeft = metadata == null ? -1 : metadata.readableBytes();
        this.data = data;
        this.length = Math.max(0, metadataLeft) + data.readableBytes();
    }

    /** Names who hears of the end. */
    void owner(Owner of) {
        owner = of;
    }

    /** Whether a fragment of it was sent. */
    boolean hasBegun() {
        return begun;
    }

    /** Tells the owner that the last fragment was sent. */
    void tellSent() {
        Objects.requireNonNull(owner).onSent();
    }

    /** Sends one fragment if it may; false when it was the last, and everything is released. */
    boolean writeNext() {
        if (!begun && !output.beginCut(length)) {
            return true;
        }
        begun = true;
        boolean first = type != FrameType.PAYLOAD;
        int bodyOffset = first ? RequestFrame.bodyIndex(type, 0) : PayloadFrame.BODY;
        int dataLeft = data.readableBytes();
        int metadataPart = Fragments.metadataPart(bodyOffset, metadataLeft, fragmentLength);
        int dataPart = Fragments.dataPart(bodyOffset, metadataPart, dataLeft, fragmentLength);
        boolean last = Fragments.isLast(metadataPart, metadataLeft, dataPart, dataLeft);
        ByteBuf out = output.begin(HEADER_BYTES_MAX + Math.max(0, metadataPart));
        int prefixAt = FrameHeader.beginPrefix(out);
        int partFlags = Fragments.flags(flags, first, metadataPart, last);
        RequestFrame.encodeHeader(out, streamId, type, partFlags, initialN);
        if (metadata != null && metadataPart >= 0) {
            int lengthAt = Body.beginMetadata(out);
            out.writeBytes(metadata, metadataPart);
            Body.endMetadata(out, lengthAt);
        }
        out.setMedium(prefixAt, (int) Fragments.frameLength(bodyOffset, metadataPart, dataPart));
        output.reference(data.readRetainedSlice(dataPart));
        metadataLeft = Fragments.metadataLeft(metadataLeft, metadataPart);
        type = FrameType.PAYLOAD;
        if (last) {
            release();
        }
        return !last;
    }

    /** Bytes of the message that were not sent yet. */
    long bytesLeft() {
        return data.refCnt() == 0 ? 0 : Math.max(0, metadataLeft) + (long) data.readableBytes();
    }

    /** Gives up what was not sent. */
    void release() {
        output.forget(this);
        if (begun) {
            output.cutEnded(length);
        }
        if (metadata != null) {
            metadata.release();
        }
        data.release();
    }
}
