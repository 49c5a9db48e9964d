package dev.socle.messaging.codec;

/**
 * What one message may cost. Senders choose the bytes, so each of these bounds memory, time or stack on this side.
 *
 * @param messageBytesMax data of one message, read or written; 4 MiB, like the frames that carry it
 * @param depthMax objects and arrays inside each other, read or written; 64: far above any record, far below the stack
 * @param numberLengthMax digits and signs of a number; 256: turning digits into a number takes more than linear time
 * @param stringLengthMax characters of one string; 1 MiB
 * @param nameLengthMax characters of a field's name; 256
 * @param tokensMax names, values and brackets of one message; 250,000, about ten times what 4 MiB of records hold
 * @param metadataBytesMax metadata of one message; 64 KiB
 * @param metadataEntriesMax entries of composite metadata; 64
 */
public record CodecLimits(
        int messageBytesMax,
        int depthMax,
        int numberLengthMax,
        int stringLengthMax,
        int nameLengthMax,
        int tokensMax,
        int metadataBytesMax,
        int metadataEntriesMax) {

    private static final CodecLimits DEFAULTS = new CodecLimits(4 << 20, 64, 256, 1 << 20, 256, 250_000, 64 << 10, 64);

    /** Checks that each limit is at least 1, and that what a frame's 24-bit length must hold fits into it. */
    public CodecLimits {
        requireWithin("messageBytesMax", messageBytesMax, Integer.MAX_VALUE);
        requireWithin("depthMax", depthMax, 500);
        requireWithin("numberLengthMax", numberLengthMax, 10_000);
        requireWithin("stringLengthMax", stringLengthMax, Integer.MAX_VALUE);
        requireWithin("nameLengthMax", nameLengthMax, 50_000);
        requireWithin("tokensMax", tokensMax, Integer.MAX_VALUE);
        requireWithin("metadataBytesMax", metadataBytesMax, 0xFFFFFF);
        requireWithin("metadataEntriesMax", metadataEntriesMax, Integer.MAX_VALUE);
    }

    /** The limits named above. */
    public static CodecLimits defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for the data of one message, in bytes. */
    public CodecLimits withMessageBytesMax(int max) {
        return new CodecLimits(
                max,
                depthMax,
                numberLengthMax,
                stringLengthMax,
                nameLengthMax,
                tokensMax,
                metadataBytesMax,
                metadataEntriesMax);
    }

    /** The same with another limit for the nesting of values, at most 500. */
    public CodecLimits withDepthMax(int max) {
        return new CodecLimits(
                messageBytesMax,
                max,
                numberLengthMax,
                stringLengthMax,
                nameLengthMax,
                tokensMax,
                metadataBytesMax,
                metadataEntriesMax);
    }

    /** The same with another limit for one string, in characters. */
    public CodecLimits withStringLengthMax(int max) {
        return new CodecLimits(
                messageBytesMax,
                depthMax,
                numberLengthMax,
                max,
                nameLengthMax,
                tokensMax,
                metadataBytesMax,
                metadataEntriesMax);
    }

    /** The same with another limit for the tokens of one message. */
    public CodecLimits withTokensMax(int max) {
        return new CodecLimits(
                messageBytesMax,
                depthMax,
                numberLengthMax,
                stringLengthMax,
                nameLengthMax,
                max,
                metadataBytesMax,
                metadataEntriesMax);
    }

    /** The same with other limits for metadata: bytes of all, and number of entries. */
    public CodecLimits withMetadataMax(int bytes, int entries) {
        return new CodecLimits(
                messageBytesMax, depthMax, numberLengthMax, stringLengthMax, nameLengthMax, tokensMax, bytes, entries);
    }

    private static void requireWithin(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
        }
    }
}
