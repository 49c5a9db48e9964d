package dev.socle.messaging.oncrpc;

import io.netty.buffer.ByteBuf;

/**
 * The header of a call.
 *
 * <pre>
 * xid | CALL 0 | RPC version 2 | program | version | procedure | credential: flavor, length, body | verifier: the same
 * </pre>
 *
 * <p><b>Source:</b> RFC 5531, section 9.
 *
 * @param credentialFlavor of the credential, whose body has {@code credentialLength} bytes at {@code credentialIndex}
 * @param verifierLength bytes of the verifier's body
 * @param bodyIndex where the arguments begin
 */
record CallMessage(
        int xid,
        int rpcVersion,
        Program program,
        int procedure,
        int credentialFlavor,
        int credentialIndex,
        int credentialLength,
        int verifierLength,
        int bodyIndex) {

    static final int RPC_VERSION = 2;

    /** Bytes of a credential or verifier at the most. */
    static final int AUTH_BYTES_MAX = 400;

    private static final int CALL = 0;
    private static final int FIXED_BYTES = 24;

    /** Appends the header of a call that has no verifier. */
    static void write(ByteBuf out, int xid, Procedure procedure, byte[] credential) {
        out.writeInt(xid).writeInt(CALL).writeInt(RPC_VERSION);
        out.writeInt(procedure.program().number()).writeInt(procedure.program().version());
        out.writeInt(procedure.number());
        out.writeBytes(credential);
        out.writeLong(0);
    }

    /**
     * The header of a message.
     *
     * @throws OncRpcException when it is no call
     */
    static CallMessage read(ByteBuf in, int at, int end) {
        if (end - at < FIXED_BYTES) {
            throw OncRpcException.malformed(
                    "Message of " + (end - at) + " bytes is no call (expected: at least " + FIXED_BYTES + ")");
        }
        int type = in.getInt(at + 4);
        if (type != CALL) {
            throw OncRpcException.malformed("Message of type " + type + " is no call (expected: " + CALL + ")");
        }
        int credential = at + FIXED_BYTES;
        // Another version may be anything from here on; its answer needs no more than its number.
        boolean isKnown = in.getInt(at + 8) == RPC_VERSION;
        int verifier = isKnown ? auth(in, credential, end, "credential") : end;
        int body = isKnown ? auth(in, verifier, end, "verifier") : end;
        return new CallMessage(
                in.getInt(at),
                in.getInt(at + 8),
                new Program(in.getInt(at + 12), in.getInt(at + 16)),
                in.getInt(at + 20),
                isKnown ? in.getInt(credential) : 0,
                isKnown ? credential + 8 : end,
                isKnown ? in.getInt(credential + 4) : 0,
                isKnown ? in.getInt(verifier + 4) : 0,
                body);
    }

    /** Checks that a credential or verifier lies within a message, and returns where it ends. */
    static int auth(ByteBuf in, int at, int end, String what) {
        int left = end - at - 8;
        if (left >= 0) {
            int length = in.getInt(at + 4);
            if (length >= 0 && length <= left && ((length + 3) & ~3) <= left) {
                return at + 8 + ((length + 3) & ~3);
            }
        }
        throw OncRpcException.malformed("Message ends within its " + what + ", at byte " + at);
    }
}
