package dev.socle.cli;

/** A message that a command sends: its data, and its metadata where it has any. Holds no buffer, so it can be sent again. */
final class RawMessage {

    private static final byte[] NONE = {};

    private final byte[] metadata;
    private final byte[] data;

    /** The first message of an interaction: the metadata says where it goes. */
    RawMessage(byte[] metadata, byte[] data) {
        this.metadata = metadata;
        this.data = data;
    }

    /** A later message of a channel. */
    static RawMessage later(byte[] data) {
        return new RawMessage(NONE, data);
    }

    byte[] metadata() {
        return metadata;
    }

    byte[] data() {
        return data;
    }
}
