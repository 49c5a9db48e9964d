package dev.socle.names;

/**
 * What a name server answers when the asking program has to decide; all else is INVALID (a bad name or limit, see the
 * text) or NOT_FOUND (the lease is gone: register again).
 */
public final class NameErrors {

    /** Another incarnation of the instance holds the name, and is not older: stop, or come back as a later one. */
    public static final int CONFLICT = 0x534E0001;
    /** One more would be over a limit of the name server: nothing was changed; let go of something first. */
    public static final int LIMIT = 0x534E0002;
    /** The name server cannot write at present: what was asked may be lost; ask again. */
    public static final int UNAVAILABLE = 0x534E0003;

    /** Said on this side: the name server, or every instance of the service, could not be reached. */
    public static final int UNREACHABLE = 0x534E0004;

    private NameErrors() {}

    /** The code's name as it stands in texts. */
    static String name(int code) {
        return switch (code) {
            case CONFLICT -> "CONFLICT";
            case LIMIT -> "LIMIT";
            case UNAVAILABLE -> "UNAVAILABLE";
            case UNREACHABLE -> "UNREACHABLE";
            default -> dev.socle.messaging.session.ErrorCode.name(code);
        };
    }
}
