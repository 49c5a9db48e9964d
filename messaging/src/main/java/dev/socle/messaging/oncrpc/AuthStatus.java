package dev.socle.messaging.oncrpc;

/**
 * Why a caller is refused.
 *
 * <p><b>Source:</b> RFC 5531, section 9.
 */
public enum AuthStatus {
    /** The credential cannot be read. */
    BAD_CREDENTIAL(1),
    /** The caller has to begin anew. */
    REJECTED_CREDENTIAL(2),
    /** The verifier cannot be read. */
    BAD_VERIFIER(3),
    /** The verifier is too old, or was used before. */
    REJECTED_VERIFIER(4),
    /** The caller may not do this, or must say more about itself. */
    TOO_WEAK(5),
    /** The answer's verifier cannot be right. */
    INVALID_RESPONSE(6),
    /** It failed for another reason. */
    FAILED(7);

    private final int number;

    AuthStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The status of a number; FAILED for those of mechanisms that are not spoken here. */
    static AuthStatus of(int number) {
        for (AuthStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return FAILED;
    }
}
