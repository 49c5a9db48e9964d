package dev.socle.names;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a client calls when the name server gives them: whoever may write names must not thereby choose freely what
 * readers connect to.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class AllowedSchemes {

    private final Set<String> allowed;
    private final Map<String, Boolean> hasTransport = new HashMap<>();

    /** Empty for all schemes that have a transport. */
    AllowedSchemes(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** Why an address is not called, or null when it is. */
    @Nullable
    String refusal(Address address) {
        if (!allowed.isEmpty() && !allowed.contains(address.scheme())) {
            return "scheme " + address.scheme() + " is not allowed here (schemesAllowed: " + allowed + ")";
        }
        if (!hasTransport.computeIfAbsent(address.scheme(), scheme -> hasTransport(address))) {
            return "scheme " + address.scheme() + " has no transport here";
        }
        return null;
    }

    /** Refuses, with an {@link IllegalArgumentException}, an address that nothing here can connect to. */
    static void checkTransport(Address address) {
        Session.connect(address, SessionOptions.defaults(), RequestHandler.rejecting()); // cold: nothing is connected
    }

    private static boolean hasTransport(Address address) {
        try {
            checkTransport(address);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
