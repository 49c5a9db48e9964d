package dev.socle.messaging.oncrpc;

import dev.socle.transport.Address;
import java.time.Duration;

/** A server of {@link Desk} and a client of it. */
final class DeskServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final OncRpcOptions OPTIONS =
            OncRpcOptions.defaults().withCallTimeout(Duration.ofSeconds(20), Duration.ofSeconds(2));

    final BusyDesk desk = new BusyDesk();
    private final OncRpcListener listener;

    DeskServer(String address, OncRpcOptions options, CallerCheck check) {
        listener = OncRpcServer.builder(options)
                .add(Desk.class, desk)
                .check(check)
                .build()
                .listen(Address.parse(address))
                .block(PATIENCE);
    }

    DeskServer(String address) {
        this(address, OPTIONS, caller -> null);
    }

    Address address() {
        return listener.address();
    }

    OncRpcListener listener() {
        return listener;
    }

    OncRpcClient client(OncRpcOptions options) {
        return connect(listener.address(), options);
    }

    static OncRpcClient connect(Address address, OncRpcOptions options) {
        return OncRpcClient.connect(address, options).block(PATIENCE);
    }

    @Override
    public void close() {
        listener.close().block(PATIENCE);
    }
}
