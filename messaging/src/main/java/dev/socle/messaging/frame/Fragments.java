package dev.socle.messaging.frame;

/**
 * How a message that is too long for a frame is cut: arithmetic only.
 *
 * <p>All metadata goes before any data, and every fragment but the last is filled to the brim. So no fragment is
 * empty, none but the last is short (rsocket-java refuses those under 61 bytes), and metadata begins in the first
 * frame (rsocket-js drops what begins later). Who sends keeps two numbers, and for each fragment:
 *
 * <pre>
 *   int metadata = Fragments.metadataPart(bodyOffset, metadataLeft, fragmentLength);
 *   int data = Fragments.dataPart(bodyOffset, metadata, dataLeft, fragmentLength);
 *   boolean isLast = Fragments.isLast(metadata, metadataLeft, data, dataLeft);
 *   ... a frame with Fragments.flags(flags, isFirst, metadata, isLast) and so many bytes of each ...
 *   metadataLeft = Fragments.metadataLeft(metadataLeft, metadata);
 *   dataLeft -= data;
 *   bodyOffset = PayloadFrame.BODY;
 * </pre>
 *
 * <p>Metadata that is not there, or not any more, counts as −1; 0 is empty metadata. {@code fragmentLength} is the
 * length of a frame with its header but without the three bytes of length before it.
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, Fragmentation And Reassembly.
 */
public final class Fragments {

    /** The shortest length that messages may be cut to. */
    public static final int LENGTH_MIN = 64;

    private Fragments() {}

    /** Whether a message goes into one frame; {@code bodyOffset} is {@link RequestFrame#bodyIndex} at 0. */
    public static boolean fits(int bodyOffset, int metadataLength, int dataLength, int fragmentLength) {
        checkLength(fragmentLength);
        return frameLength(bodyOffset, metadataLength, dataLength) <= fragmentLength;
    }

    /** The length of a frame with so much metadata and data. */
    public static long frameLength(int bodyOffset, int metadataLength, int dataLength) {
        return (long) dataOffset(bodyOffset, metadataLength) + dataLength;
    }

    /** Bytes of metadata in the next fragment; −1 when none is left. */
    public static int metadataPart(int bodyOffset, int metadataLeft, int fragmentLength) {
        checkLength(fragmentLength);
        return Math.min(metadataLeft, fragmentLength - bodyOffset - Body.METADATA_LENGTH_BYTES);
    }

    /** Bytes of data in the next fragment, which has this much metadata. */
    public static int dataPart(int bodyOffset, int metadataPart, int dataLeft, int fragmentLength) {
        checkLength(fragmentLength);
        return Math.min(dataLeft, fragmentLength - dataOffset(bodyOffset, metadataPart));
    }

    /** Whether nothing is left for another fragment. */
    public static boolean isLast(int metadataPart, int metadataLeft, int dataPart, int dataLeft) {
        return metadataPart == metadataLeft && dataPart == dataLeft;
    }

    /** Bytes of metadata left after a fragment; −1 when there are none. */
    public static int metadataLeft(int metadataLeft, int metadataPart) {
        return metadataLeft == metadataPart ? -1 : metadataLeft - metadataPart;
    }

    /**
     * The flags of a fragment, out of those that the message would have in one frame: C goes with the last fragment,
     * and N with every one that continues.
     */
    public static int flags(int flags, boolean isFirst, int metadataPart, boolean isLast) {
        int kept = flags & ~(FrameHeader.METADATA | FrameHeader.FOLLOWS | FrameHeader.COMPLETE);
        return (isFirst ? kept : FrameHeader.NEXT)
                | (metadataPart < 0 ? 0 : FrameHeader.METADATA)
                | (isLast ? flags & FrameHeader.COMPLETE : FrameHeader.FOLLOWS);
    }

    private static int dataOffset(int bodyOffset, int metadataLength) {
        return Body.dataIndex(bodyOffset, metadataLength);
    }

    private static void checkLength(int fragmentLength) {
        if (fragmentLength < LENGTH_MIN || fragmentLength > FrameHeader.LENGTH_MAX) {
            throw new IllegalArgumentException("fragmentLength: " + fragmentLength + " (expected: " + LENGTH_MIN
                    + " to " + FrameHeader.LENGTH_MAX + ")");
        }
    }
}
