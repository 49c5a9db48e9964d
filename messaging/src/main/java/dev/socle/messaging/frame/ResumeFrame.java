package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;

/**
 * The first frame of a client that goes on with an earlier session.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Stream id = 0                         |
 *  +-----------+-------------------+-------------------------------+
 *  | 0x0D (6)  |      0 (10)       |
 *  +-----------+-------------------+-------------------------------+
 *  |      Major version (16)       |      Minor version (16)       |   offset 6
 *  +-------------------------------+-------------------------------+
 *  |       Token length (16)       |  Resume token ...                 offset 10
 *  +-+-----------------------------+-------------------------------+
 *  |0|                                                             |
 *  +-+             Last received server position (63)              +
 *  |                                                               |
 *  +-+-------------------------------------------------------------+
 *  |0|                                                             |
 *  +-+            First available client position (63)             +
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p><b>Source:</b> RSocket 1.0, Protocol.md, RESUME Frame.
 */
public final class ResumeFrame {

    private static final int MAJOR_VERSION = FrameHeader.BYTES;
    private static final int MINOR_VERSION = MAJOR_VERSION + 2;
    private static final int TOKEN = MINOR_VERSION + 2;
    private static final int POSITION_BYTES = 8;

    private ResumeFrame() {}

    /** Appends the frame. */
    public static void encode(ByteBuf out, ResumeFields fields) {
        byte[] token = fields.resumeToken();
        VariableFields.check("majorVersion", fields.majorVersion(), 0, VariableFields.UNSIGNED_SHORT_MAX);
        VariableFields.check("minorVersion", fields.minorVersion(), 0, VariableFields.UNSIGNED_SHORT_MAX);
        VariableFields.check("bytes of resumeToken", token.length, 0, VariableFields.UNSIGNED_SHORT_MAX);
        VariableFields.check("lastReceivedServerPosition", fields.lastReceivedServerPosition(), 0, Long.MAX_VALUE);
        VariableFields.check("firstAvailableClientPosition", fields.firstAvailableClientPosition(), 0, Long.MAX_VALUE);

        FrameHeader.encode(out, 0, FrameType.RESUME, 0);
        out.writeShort(fields.majorVersion());
        out.writeShort(fields.minorVersion());
        VariableFields.writeToken(out, token);
        out.writeLong(fields.lastReceivedServerPosition());
        out.writeLong(fields.firstAvailableClientPosition());
    }

    /** All of the frame, as read. */
    public static ResumeFields decode(ByteBuf frame, int at, int end) {
        if (end - at < TOKEN) {
            throw MalformedFrameException.tooShort(FrameType.RESUME, end - at, TOKEN);
        }
        int serverAt = VariableFields.tokenEnd(frame, FrameType.RESUME, at, at + TOKEN, end);
        int clientAt = VariableFields.fieldEnd(
                FrameType.RESUME, "last received server position", at, serverAt, POSITION_BYTES, end);
        VariableFields.fieldEnd(FrameType.RESUME, "first available client position", at, clientAt, POSITION_BYTES, end);
        return new ResumeFields(
                frame.getUnsignedShort(at + MAJOR_VERSION),
                frame.getUnsignedShort(at + MINOR_VERSION),
                VariableFields.token(frame, at + TOKEN, serverAt),
                frame.getLong(serverAt),
                frame.getLong(clientAt));
    }
}
