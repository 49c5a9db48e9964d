package dev.socle.messaging.oncrpc;

import dev.socle.transport.Address;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server that listens at one address. May be used from any thread. */
public final class OncRpcListener {

    private final Address address;
    private final List<Program> programs;
    private final Mono<Void> closing;
    private final List<Rpcbind> registeredAt = new CopyOnWriteArrayList<>();

    OncRpcListener(Address address, List<Program> programs, Mono<Void> closing) {
        this.address = address;
        this.programs = programs;
        this.closing = closing;
    }

    /** Where it listens, with the port that the system chose. */
    public Address address() {
        return address;
    }

    /**
     * Tells a port mapper where the programs are, in place of what it was told before; {@link #close} takes that back.
     *
     * <p><b>Errors:</b> {@link OncRpcException} and {@link dev.socle.transport.ConnectionException} of the call;
     * {@link IllegalStateException} when the port mapper refuses.
     */
    public Mono<Void> register(Rpcbind rpcbind) {
        return Mono.defer(() -> {
            registeredAt.add(rpcbind);
            return Flux.fromIterable(programs)
                    .concatMap(program -> rpcbind.set(program, address))
                    .then();
        });
    }

    /**
     * Takes back what port mappers were told, then closes, with the connections that are open. Completes also when a
     * port mapper cannot be told any more. A port mapper takes away whatever it knows of the program over this protocol,
     * also when another listener has told it since.
     */
    public Mono<Void> close() {
        return Mono.defer(() -> {
            List<Rpcbind> told = List.copyOf(registeredAt);
            registeredAt.removeAll(told);
            return Flux.fromIterable(told)
                    .concatMap(rpcbind -> Flux.fromIterable(programs)
                            .concatMap(program -> rpcbind.unset(program, address))
                            .onErrorComplete())
                    .then(closing);
        });
    }
}
