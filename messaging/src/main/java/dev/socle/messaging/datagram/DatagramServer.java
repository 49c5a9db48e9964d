package dev.socle.messaging.datagram;

import dev.socle.messaging.service.ServiceMethod;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import dev.socle.transport.LiveSocket;
import dev.socle.transport.SocketOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers requests that come in datagrams, at {@code udp://host:port}: each at most once as long as this server lives.
 *
 * <pre>{@code
 * ServiceRouter router = ServiceRouter.builder().add(Greeter.class, new PoliteGreeter()).build();
 * DatagramServer.listen(Address.parse("udp://127.0.0.1:7001"), DatagramServiceOptions.defaults(), router);
 * }</pre>
 *
 * <p><b>Threading:</b> any thread; handlers are called on the socket's event loop and must not block.
 * <p><b>Errors:</b> requesters see what they see over a connection; answers that do not fit are answered as errors.
 * <p><b>Limits:</b> those of {@link DatagramServiceOptions}. Nothing is encrypted, so other addresses than loopback have
 * to be allowed.
 */
public final class DatagramServer implements LiveSocket {

    private final Datagrams datagrams;
    private final ServerEngine engine;

    private DatagramServer(Datagrams datagrams, ServerEngine engine) {
        this.datagrams = datagrams;
        this.engine = engine;
    }

    /** Whether an interaction fits datagrams: one message each way at the most. */
    public static boolean carries(ServiceMethod method) {
        return fault(method) == null;
    }

    /**
     * Listens, and answers with typed services.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every method which datagrams cannot carry; take
     * them out with {@link ServiceRouter#only}. {@link ConnectionException} for an address that cannot be had.
     */
    public static Mono<DatagramServer> listen(Address address, DatagramServiceOptions options, ServiceRouter router) {
        List<String> faults = router.methods().stream()
                .filter(method -> !carries(method))
                .map(DatagramServer::said)
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return listen(address, options, (RequestHandler) router);
    }

    /** Listens, and hands every request to a handler; errors as for services. */
    public static Mono<DatagramServer> listen(Address address, DatagramServiceOptions options, RequestHandler handler) {
        return Mono.defer(() -> {
                    requireUdp(address);
                    Identity identity = Identity.create(System::nanoTime);
                    return DatagramTransport.of(address)
                            .bind(address, options.socket())
                            .map(datagrams -> {
                                ServerEngine engine = new ServerEngine(datagrams, handler, options, identity);
                                datagrams.start(engine);
                                return new DatagramServer(datagrams, engine);
                            });
                })
                .subscribeOn(Schedulers.boundedElastic()); // for the system's randomness
    }

    /** Where it listens, with the port that the system chose when 0 was asked for. */
    public Address address() {
        return datagrams.localAddress();
    }

    /** What it has done so far. */
    public ServerCounts counts() {
        return engine.counts();
    }

    @Override
    public <T> T option(SocketOption<T> option) {
        return datagrams.option(option);
    }

    /** Ends at once: what is still executed is not answered. Idempotent. */
    public void close() {
        datagrams.close();
    }

    /** Why datagrams cannot carry a method; null when they can. */
    static @Nullable String fault(ServiceMethod method) {
        Interaction interaction = method.interaction();
        return interaction == Interaction.REQUEST_STREAM || interaction == Interaction.REQUEST_CHANNEL
                ? "a " + (interaction == Interaction.REQUEST_STREAM ? "stream" : "channel")
                        + ", which datagrams cannot carry: take an address with connections, such as tcp://"
                : null;
    }

    private static String said(ServiceMethod method) {
        return fault(method) + " for method " + method;
    }

    /** The proof of addresses is made for IP addresses and ports. */
    static void requireUdp(Address address) {
        if (!address.scheme().equals("udp")) {
            throw new ConnectionException(
                    Reason.ADDRESS_UNUSABLE,
                    "Datagram services cannot use " + address + ": its scheme is not udp; write udp://host:port",
                    null);
        }
    }
}
