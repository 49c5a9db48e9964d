package dev.socle.messaging.datagram;

import java.security.SecureRandom;

/**
 * Numbers of operations, which nobody guesses who does not see them and which never come twice: a counter whose every
 * value is scrambled by one-to-one steps, with secrets of this client.
 *
 * <p><b>Threading:</b> the client's event loop; made elsewhere, as the system's randomness may block.
 * <p><b>Source:</b> the finalizer of SplitMix64 (Steele, Lea, Flood 2014) for the steps.
 */
final class OperationIds {

    private final long before;
    private final long after;
    private long next;

    OperationIds() {
        SecureRandom random = new SecureRandom();
        before = random.nextLong();
        after = random.nextLong();
        next = random.nextLong();
    }

    long next() {
        long id = next++ ^ before;
        id = (id ^ (id >>> 30)) * 0xBF58476D1CE4E5B9L;
        id = (id ^ (id >>> 27)) * 0x94D049BB133111EBL;
        return id ^ (id >>> 31) ^ after;
    }
}
