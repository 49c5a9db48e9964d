package dev.socle.messaging.session;

import io.netty.buffer.ByteBuf;

/**
 * Tells the first bytes of TLS from those of RSocket, so that an address with the wrong scheme is named as what it is.
 *
 * <p>As a frame, a record of TLS would be the first one of its connection, of more than a megabyte, on a stream that
 * nobody has opened.
 *
 * <p><b>Source:</b> RFC 8446, section 5.1.
 */
final class TlsRecord {

    private static final int HEADER_BYTES = 5;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int MINOR_VERSION_MAX = 4;
    private static final int ALERT_LENGTH = 2;
    private static final int RECORD_LENGTH_MAX = 1 << 14;

    private TlsRecord() {}

    /** Whether what a connection begins with is an alert or a handshake; false also when too little has come to tell. */
    static boolean begins(ByteBuf bytes) {
        if (bytes.readableBytes() < HEADER_BYTES) {
            return false;
        }
        int at = bytes.readerIndex();
        if (bytes.getByte(at + 1) != MAJOR_VERSION || bytes.getUnsignedByte(at + 2) > MINOR_VERSION_MAX) {
            return false;
        }
        int length = bytes.getUnsignedShort(at + 3);
        return switch (bytes.getByte(at)) {
            case ALERT -> length == ALERT_LENGTH;
            case HANDSHAKE -> length > 0 && length <= RECORD_LENGTH_MAX;
            default -> false;
        };
    }
}
