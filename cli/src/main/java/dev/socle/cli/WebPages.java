package dev.socle.cli;

import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.Address;
import dev.socle.transport.WebPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The page that {@code serve} gives to browsers at the port of a WebSocket: it calls the sample services. */
final class WebPages {

    private static final Set<String> SCHEMES = Set.of("ws", "wss");
    private static final String PATH = "data-path=\"%s\"";

    private WebPages() {}

    /** The options for a listener at an address, with the page where browsers can come. */
    static SessionOptions with(SessionOptions options, Address address) {
        if (!SCHEMES.contains(address.scheme())) {
            return options;
        }
        String path = address.path().isEmpty() ? "/" : address.path().replace("&", "&amp;");
        String index = read("index.html").replace(PATH.formatted("/"), PATH.formatted(path));
        Map<String, WebPage> pages = Map.of(
                "/",
                new WebPage("text/html; charset=utf-8", index),
                "/style.css",
                new WebPage("text/css; charset=utf-8", read("style.css")),
                "/rsocket.js",
                script("rsocket.js"),
                "/page.js",
                script("page.js"));
        return options.withConnection(options.connection()
                .withWebSocket(options.connection().webSocket().withPages(pages)));
    }

    private static WebPage script(String name) {
        return new WebPage("text/javascript; charset=utf-8", read(name));
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(WebPages.class.getResourceAsStream("web/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
