package dev.socle.messaging.session;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A real connection, and a test that sees what a session asks of it. */
final class WatchedConnection {

    private static final Duration SOON = Duration.ofSeconds(30);

    private WatchedConnection() {}

    /** A client's session whose connection tells each call, with its method and the first argument, before it is made. */
    static Session connect(
            Address address, SessionOptions options, RequestHandler answering, BiConsumer<String, Object> watcher) {
        return Objects.requireNonNull(Transport.of(address)
                .connect(address, options.connection())
                .map(connection -> SessionEngine.client(watched(connection, watcher), options, answering))
                .block(SOON));
    }

    private static Connection watched(Connection connection, BiConsumer<String, Object> watcher) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    watcher.accept(method.getName(), arguments == null ? "" : arguments[0]);
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
