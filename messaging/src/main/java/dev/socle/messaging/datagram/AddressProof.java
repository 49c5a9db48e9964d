package dev.socle.messaging.datagram;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which an address proves that it receives what is sent to it: time, nonce, and the first 16 bytes of an
 * HMAC-SHA256 over address, port, time and nonce, with a secret of this server's incarnation.
 *
 * <p><b>Threading:</b> the server's event loop; made elsewhere, as the system's randomness may block.
 * <p><b>Limits:</b> a token holds for ten seconds.
 */
final class AddressProof {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = Layout.TOKEN_BYTES - 16;
    private static final long PROOF_NANOS = DatagramServiceOptions.PROOF.toNanos();

    private final LongSupplier clock;
    private final long startNanos;
    private final Mac mac;
    private final ByteBuffer signed = ByteBuffer.allocate(16 + 4 + 16);
    private long nonce;
    /** Tokens that were issued up to this time hold no more; −1 for none. */
    private long voidUntilNanos = -1;

    AddressProof(LongSupplier clock) {
        this.clock = clock;
        this.startNanos = clock.getAsLong();
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        nonce = random.nextLong();
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Appends a token for an address. */
    void issue(InetSocketAddress address, ByteBuf out) {
        long timeNanos = now();
        long once = nonce++;
        out.writeLong(timeNanos).writeLong(once).writeBytes(sign(address, timeNanos, once), 0, MAC_BYTES);
    }

    /** Whether the token at an index was issued to an address, not too long ago. */
    boolean holds(InetSocketAddress address, ByteBuf in, int index) {
        long timeNanos = in.getLong(index);
        long now = now();
        if (timeNanos <= voidUntilNanos || timeNanos > now || now - timeNanos > PROOF_NANOS) {
            return false;
        }
        byte[] claimed = new byte[MAC_BYTES];
        in.getBytes(index + 16, claimed);
        byte[] right = sign(address, timeNanos, in.getLong(index + 8));
        return MessageDigest.isEqual(claimed, Arrays.copyOf(right, MAC_BYTES));
    }

    /**
     * From now on nothing holds that was issued up to now. What is rejected is not remembered, so a copy of it that is
     * still on its way must not be executed later.
     */
    void voidIssued() {
        voidUntilNanos = now();
    }

    private long now() {
        return clock.getAsLong() - startNanos;
    }

    private byte[] sign(InetSocketAddress address, long timeNanos, long once) {
        signed.clear();
        byte[] ip = address.getAddress().getAddress();
        signed.put(ip)
                .position(16)
                .putInt(address.getPort() << 8 | ip.length)
                .putLong(timeNanos)
                .putLong(once)
                .flip();
        for (int i = ip.length; i < 16; i++) {
            signed.put(i, (byte) 0);
        }
        mac.update(signed);
        return mac.doFinal();
    }
}
