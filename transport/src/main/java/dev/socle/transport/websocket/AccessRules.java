package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.WebSocketOptions;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests may come in, by the host that they ask for and the page that they come from.
 *
 * <p>A browser lets every page connect to every WebSocket, and says only from where the page is. A page whose name is
 * pointed at this machine (DNS rebinding) even has the right origin; but then the host is a name that is not this
 * listener's.
 *
 * @param listener where it listens
 * @param isLoopback whether the request came over the loopback interface, so from this machine
 * @param options what is allowed beside the listener's own
 */
record AccessRules(Address listener, boolean isLoopback, WebSocketOptions options) {

    private static final String HOSTS = "; reach it by IP address, or allow the name in WebSocketOptions.withHosts";
    private static final String ORIGINS =
            "; load the page from this listener, or allow its origin in WebSocketOptions.withOrigins";

    /** The rules for a channel that a listener has accepted. */
    static AccessRules of(Address listener, ConnectionOptions options, Channel channel) {
        boolean isLoopback = channel.localAddress() instanceof InetSocketAddress local
                && local.getAddress().isLoopbackAddress();
        return new AccessRules(listener, isLoopback, options.webSocket());
    }

    /** Why a request is refused and what to do, or null when it may come in. */
    @Nullable
    String refusal(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || hosts.get(0).isEmpty()) {
            return "The request names " + hosts.size() + " hosts (expected: one); send one Host header";
        }
        String authority = lower(hosts.get(0));
        if (!isOwn(hostOf(authority))) {
            return "Host \"" + printable(authority) + "\" is not this listener" + HOSTS;
        }
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty()) {
            return null; // no browser
        }
        String origin = lower(origins.get(0));
        boolean isIn = origins.size() == 1
                && (isSame(origin, authority) || options.origins().contains(origin));
        return isIn ? null : "Origin \"" + printable(origin) + "\" may not connect here" + ORIGINS;
    }

    private boolean isOwn(String host) {
        return NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host)
                || host.equals(lower(listener.host()))
                || (isLoopback && host.equals("localhost"))
                || options.hosts().contains(host);
    }

    /**
     * Whether a page of this origin came from the host that is asked, port included. One from https may have come to a
     * listener without TLS too, which something in front of it encrypts.
     */
    private boolean isSame(String origin, String authority) {
        return (!isEncrypted() && withoutDefaultPort(origin, "http://", ":80").equals(withoutPort(authority, ":80")))
                || withoutDefaultPort(origin, "https://", ":443").equals(withoutPort(authority, ":443"));
    }

    private boolean isEncrypted() {
        return listener.scheme().equals(WebSockets.ENCRYPTED.scheme());
    }

    private static String withoutDefaultPort(String origin, String scheme, String port) {
        return origin.startsWith(scheme) ? withoutPort(origin.substring(scheme.length()), port) : "";
    }

    private static String withoutPort(String authority, String port) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static String hostOf(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? authority : authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return cut.replaceAll("[^ -~…]", "?");
    }
}
