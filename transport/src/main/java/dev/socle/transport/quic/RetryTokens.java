package dev.socle.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has who connects prove that it can be reached at its address, before anything is kept for it or more is sent there than came.
 *
 * <p>A token is the time, the code of time, address and first connection id under a key that this listener alone has, and
 * that id.
 * <p><b>Threading:</b> the event loop of one listener; making one may block.
 * <p><b>Limits:</b> a token is good for 10 seconds, at one address and port.
 * <p><b>Source:</b> RFC 9000, sections 8.1.2 to 8.1.4.
 */
final class RetryTokens implements QuicTokenHandler {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int TIME_BYTES = Long.BYTES;
    private static final int CODE_BYTES = 32;
    private static final int HEAD_BYTES = TIME_BYTES + CODE_BYTES;
    private static final long AGE_MILLIS_MAX = TimeUnit.SECONDS.toMillis(10);

    private final Mac mac;
    private final LongSupplier nowMillis;

    /** Tokens under a new key, with a clock that never goes back. */
    RetryTokens(LongSupplier nowMillis) {
        byte[] key = new byte[CODE_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
        this.nowMillis = nowMillis;
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf firstId, InetSocketAddress address) {
        byte[] id = ByteBufUtil.getBytes(firstId);
        long time = nowMillis.getAsLong();
        out.writeLong(time).writeBytes(code(time, address, id)).writeBytes(id);
        return true;
    }

    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        int idBytes = token.readableBytes() - HEAD_BYTES;
        if (idBytes < 0 || idBytes > Quic.MAX_CONN_ID_LEN) {
            return -1;
        }
        int start = token.readerIndex();
        long time = token.getLong(start);
        byte[] code = ByteBufUtil.getBytes(token, start + TIME_BYTES, CODE_BYTES);
        byte[] id = ByteBufUtil.getBytes(token, start + HEAD_BYTES, idBytes);
        if (!MessageDigest.isEqual(code, code(time, address, id))) {
            return -1;
        }
        return nowMillis.getAsLong() - time <= AGE_MILLIS_MAX ? HEAD_BYTES : -1;
    }

    @Override
    public int maxTokenLength() {
        return HEAD_BYTES + Quic.MAX_CONN_ID_LEN;
    }

    private byte[] code(long time, InetSocketAddress address, byte[] id) {
        mac.update(ByteBuffer.allocate(TIME_BYTES + Integer.BYTES)
                .putLong(time)
                .putInt(address.getPort())
                .flip());
        mac.update(address.getAddress().getAddress()); // 4 or 16 bytes; a socket knows addresses of one length
        return mac.doFinal(id);
    }
}
