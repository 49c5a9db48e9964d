package dev.socle.messaging.datagram;

import dev.socle.messaging.service.Carrier;
import dev.socle.messaging.service.ServiceMethod;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * Asks one datagram server, from one socket that receives from no other address.
 *
 * <pre>{@code
 * DatagramClient client = DatagramClient.connect(address, DatagramServiceOptions.defaults()).block();
 * Greeter greeter = ServiceProxy.of(Greeter.class, client);
 * }</pre>
 *
 * <p>A request is sent again until its answer comes or its deadline passes; the server executes it at most once. When
 * the server was restarted meanwhile, the request is sent to the new one only if no more than one copy had left before,
 * or the method is idempotent; else the call fails, and nobody knows whether it was executed.
 * <p><b>Threading:</b> any thread; results are signalled on the socket's event loop.
 * <p><b>Errors:</b> {@link dev.socle.messaging.session.InteractionException} when one call fails, and
 * {@link dev.socle.transport.ConnectionException} when nobody has the server's port: at once, and the socket stays.
 * <p><b>Limits:</b> those of {@link DatagramServiceOptions}; a request that does not fit is refused, and was not processed.
 */
public final class DatagramClient implements Carrier {

    private final Datagrams datagrams;
    private final ClientEngine engine;
    private final long deadlineMaxMillis;

    private DatagramClient(Datagrams datagrams, ClientEngine engine, DatagramServiceOptions options) {
        this.datagrams = datagrams;
        this.engine = engine;
        this.deadlineMaxMillis = options.deadlineMax().toMillis();
    }

    /** Opens a socket; the server is not asked yet, so this tells nothing about whether there is one. */
    public static Mono<DatagramClient> connect(Address address, DatagramServiceOptions options) {
        return Mono.defer(() -> {
                    DatagramServer.requireUdp(address);
                    OperationIds ids = new OperationIds();
                    return DatagramTransport.of(address)
                            .connect(address, options.socket())
                            .map(datagrams -> {
                                ClientEngine engine = new ClientEngine(datagrams, options, ids);
                                datagrams.start(engine);
                                return new DatagramClient(datagrams, engine, options);
                            });
                })
                .subscribeOn(Schedulers.boundedElastic()); // for the system's randomness
    }

    @Override
    public @Nullable String fault(ServiceMethod method, long deadlineMillis) {
        String fault = DatagramServer.fault(method);
        return fault == null && deadlineMillis > deadlineMaxMillis
                ? "a deadline of " + deadlineMillis + " ms, which exceeds the " + deadlineMaxMillis
                        + " ms for which a server knows copies of a request: shorten it, or raise the window on both sides"
                : fault;
    }

    @Override
    public <Q, R> Mono<R> requestResponse(InteractionSpec<Q, R> spec, Q request) {
        return call(spec, request, Layout.REQUEST);
    }

    @Override
    public <Q, R> Mono<R> fireAndForget(InteractionSpec<Q, R> spec, Q request) {
        return call(spec, request, Layout.NOTE);
    }

    private <Q, R> Mono<R> call(InteractionSpec<Q, R> spec, Q request, int kind) {
        return Mono.fromDirect(subscriber -> {
            CoreSubscriber<? super R> core = Operators.toCoreSubscriber(subscriber);
            core.onSubscribe(new Operation<>(engine, spec, request, kind, core));
        });
    }

    /** What it has done so far. */
    public ClientCounts counts() {
        return engine.counts();
    }

    /** This side's address. */
    public Address localAddress() {
        return datagrams.localAddress();
    }

    /** The longest deadline of a call. */
    public Duration deadlineMax() {
        return Duration.ofMillis(deadlineMaxMillis);
    }

    /** Ends at once: calls that wait fail. Idempotent. */
    public void close() {
        datagrams.close();
    }
}
