package dev.socle.messaging.oncrpc;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Transport;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Calls programs of ONC RPC at one address.
 *
 * <pre>{@code
 * OncRpcClient client = OncRpcClient.connect(Address.parse("tcp://127.0.0.1:2049"), OncRpcOptions.defaults()).block();
 * client.of(Stock.class).find("bolt").subscribe(System.out::println);
 * }</pre>
 *
 * <p><b>Threading:</b> any thread; results are signalled on the event loop of the connection. Methods of the blocking
 * style wait, so they refuse to be called there.
 * <p><b>Errors:</b> {@link OncRpcException} and {@link dev.socle.transport.ConnectionException}.
 * <p><b>Limits:</b> those of {@link OncRpcOptions}. A connection that is gone stays gone: connect again.
 */
public final class OncRpcClient {

    private final CallPath path;
    private final OncRpcOptions options;

    private OncRpcClient(CallPath path, OncRpcOptions options) {
        this.path = path;
        this.options = options;
    }

    /**
     * Connects at each subscription: {@code tcp://} and other connections with marked records, {@code udp://} with a
     * datagram for each message.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException} with the reason; {@link IllegalArgumentException},
     * thrown at once, for a scheme that has no transport.
     */
    public static Mono<OncRpcClient> connect(Address address, OncRpcOptions options) {
        if (address.scheme().equals("udp")) {
            return DatagramTransport.of(address)
                    .connect(address, options.datagrams())
                    .map(datagrams -> {
                        DatagramCallPath path = new DatagramCallPath(datagrams, options);
                        datagrams.start(path);
                        return new OncRpcClient(path, options);
                    });
        }
        return Transport.of(address).connect(address, options.connection()).map(connection -> {
            StreamCallPath path = new StreamCallPath(connection, options);
            connection.start(path);
            return new OncRpcClient(path, options);
        });
    }

    /**
     * A proxy of a program. Making one costs a look at each method, so keep it.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of the interface.
     */
    public <S> S of(Class<S> service) {
        List<Procedure> procedures = ProgramParser.parse(service, options.codec());
        return ProgramProxy.of(service, procedures, path);
    }

    /** Calls a procedure at each subscription. */
    Mono<Object[]> call(Procedure procedure, Object... arguments) {
        return path.call(procedure, arguments);
    }

    /** Closes the connection; calls that wait fail. Completes when that is done. */
    public Mono<Void> close() {
        return path.close();
    }
}
