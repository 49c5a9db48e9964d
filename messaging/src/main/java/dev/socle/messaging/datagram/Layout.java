package dev.socle.messaging.datagram;

import io.netty.buffer.ByteBuf;

/**
 * What stands where in a datagram; numbers are big-endian.
 *
 * <pre>
 *   0  u16  mark 0x534F
 *   2  u8   version 1
 *   3  u8   kind
 *   4  u64  operation id, chosen by the client
 *  12  u64  incarnation: of the server that a request is for, 0 when unknown; of the server that answers
 *  20       CHALLENGE: token (32), u64 incarnation that the request named
 *  20       HELLO: 40 bytes that mean nothing, so that no answer is longer than it
 *  20       REQUEST, NOTE: token (32, zeros when there is none), u16 length of metadata, metadata, data
 *  20       ANSWER: u16 length of metadata, metadata, data
 *  20       ERROR: u32 code, text in UTF-8
 *  20       DONE: nothing
 * </pre>
 *
 * <p>Pure functions on absolute indices.
 */
final class Layout {

    static final int MARK = 0x534F;
    static final int VERSION = 1;

    /** Client to server: who are you? Answered by CHALLENGE. */
    static final int HELLO = 1;
    /** Server to client: nothing was executed; ask again with this token, of this incarnation. */
    static final int CHALLENGE = 2;
    /** Client to server: answered by ANSWER, DONE, ERROR or CHALLENGE. */
    static final int REQUEST = 3;
    /** Client to server: nothing comes back. */
    static final int NOTE = 4;
    /** Server to client: the result. */
    static final int ANSWER = 5;
    /** Server to client: there is no result. */
    static final int ERROR = 6;

    /** Server to client: it is done, and there is no value. */
    static final int DONE = 7;

    static final int OPERATION = 4;
    static final int INCARNATION = 12;
    static final int HEADER_BYTES = 20;

    static final int TOKEN = HEADER_BYTES;
    static final int TOKEN_BYTES = 32;
    static final int CHALLENGE_NAMED = TOKEN + TOKEN_BYTES;
    static final int CHALLENGE_BYTES = CHALLENGE_NAMED + 8;

    /** Where a request says how long its metadata is. */
    static final int REQUEST_MESSAGE = TOKEN + TOKEN_BYTES;
    /** Bytes of a HELLO, and of the shortest request: as many as the CHALLENGE has that answers it. */
    static final int REQUEST_BYTES_MIN = CHALLENGE_BYTES;

    /** Where an answer says how long its metadata is. */
    static final int ANSWER_MESSAGE = HEADER_BYTES;

    static final int ERROR_CODE = HEADER_BYTES;
    static final int ERROR_TEXT = ERROR_CODE + 4;

    private Layout() {}

    /** Appends a header to an empty buffer. */
    static ByteBuf writeHeader(ByteBuf out, int kind, long operation, long incarnation) {
        return out.writeShort(MARK)
                .writeByte(VERSION)
                .writeByte(kind)
                .writeLong(operation)
                .writeLong(incarnation);
    }

    /** The kind of a received datagram; 0 for one that is none of ours, is cut off, or has another version. */
    static int kind(ByteBuf datagram) {
        int start = datagram.readerIndex();
        int length = datagram.readableBytes();
        if (length < HEADER_BYTES
                || datagram.getUnsignedShort(start) != MARK
                || datagram.getUnsignedByte(start + 2) != VERSION) {
            return 0;
        }
        int kind = datagram.getUnsignedByte(start + 3);
        boolean isWhole = switch (kind) {
            case HELLO -> length >= REQUEST_BYTES_MIN;
            case CHALLENGE -> length == CHALLENGE_BYTES;
            case REQUEST, NOTE ->
                length >= REQUEST_BYTES_MIN && hasMetadata(datagram, start + REQUEST_MESSAGE, length - REQUEST_MESSAGE);
            case ANSWER -> hasMetadata(datagram, start + ANSWER_MESSAGE, length - ANSWER_MESSAGE);
            case ERROR -> length >= ERROR_TEXT;
            case DONE -> length == HEADER_BYTES;
            default -> false;
        };
        return isWhole ? kind : 0;
    }

    static long operation(ByteBuf datagram) {
        return datagram.getLong(datagram.readerIndex() + OPERATION);
    }

    static long incarnation(ByteBuf datagram) {
        return datagram.getLong(datagram.readerIndex() + INCARNATION);
    }

    private static boolean hasMetadata(ByteBuf datagram, int index, int length) {
        return length >= 2 && datagram.getUnsignedShort(index) <= length - 2;
    }
}
