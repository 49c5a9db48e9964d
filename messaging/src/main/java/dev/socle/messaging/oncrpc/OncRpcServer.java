package dev.socle.messaging.oncrpc;

import dev.socle.transport.Address;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import dev.socle.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Answers calls of ONC RPC with services.
 *
 * <pre>{@code
 * OncRpcServer server = OncRpcServer.builder(OncRpcOptions.defaults()).add(Stock.class, stock).build();
 * OncRpcListener listener = server.listen(Address.parse("tcp://127.0.0.1:0")).block();
 * listener.register(Rpcbind.local()).block();
 * }</pre>
 *
 * <p>Procedure 0 of each program is answered here.
 *
 * <p><b>Threading:</b> immutable; one server may listen at any number of addresses. Methods are called on event loops and
 * must not block, except for those of the {@linkplain dev.socle.messaging.service.Style#BLOCKING blocking style}.
 * <p><b>Errors:</b> a caller learns that a method failed, and nothing of how: that stands in the log.
 * <p><b>Limits:</b> those of {@link OncRpcOptions}.
 */
public final class OncRpcServer {

    private final ProgramTable programs;
    private final CallDispatcher dispatcher;
    private final OncRpcOptions options;

    private OncRpcServer(ProgramTable programs, CallerCheck check, OncRpcOptions options) {
        this.programs = programs;
        this.dispatcher = new CallDispatcher(programs, check);
        this.options = options;
    }

    /** Begins a server. */
    public static Builder builder(OncRpcOptions options) {
        return new Builder(options);
    }

    /**
     * Listens: at {@code udp://} for a datagram for each message, elsewhere for connections with marked records.
     *
     * <p><b>Errors:</b> {@link dev.socle.transport.ConnectionException}, for example an address in use; {@link
     * IllegalArgumentException}, thrown at once, for a scheme that has no transport.
     */
    public Mono<OncRpcListener> listen(Address address) {
        if (address.scheme().equals("udp")) {
            return DatagramTransport.of(address)
                    .bind(address, options.datagrams())
                    .map(this::serve);
        }
        Transport transport = Transport.of(address);
        return Mono.defer(() -> {
            Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
            return transport
                    .listen(address, options.connection(), connection -> {
                        ServerConnection served = new ServerConnection(connection, dispatcher, options, open::remove);
                        open.add(served);
                        connection.start(served);
                    })
                    .map(listener -> new OncRpcListener(
                            listener.address(),
                            programs.programs(),
                            listener.close().then(Mono.fromRunnable(() -> open.forEach(ServerConnection::close)))));
        });
    }

    private OncRpcListener serve(Datagrams datagrams) {
        DatagramServer server = new DatagramServer(datagrams, dispatcher, options);
        datagrams.start(server);
        return new OncRpcListener(datagrams.localAddress(), programs.programs(), server.close());
    }

    /** Collects what {@link OncRpcServer} is made of. */
    public static final class Builder {

        private final OncRpcOptions options;
        private final ProgramTable programs = new ProgramTable();
        private final List<String> faults = new ArrayList<>();
        private CallerCheck check = caller -> null;

        private Builder(OncRpcOptions options) {
            this.options = Objects.requireNonNull(options);
        }

        /** Adds a program and the object that answers it. */
        public <S> Builder add(Class<S> service, S target) {
            Objects.requireNonNull(target);
            try {
                List<ServedProcedure> procedures = ProgramParser.parse(service, options.codec()).stream()
                        .map(procedure -> new ServedProcedure(procedure, target))
                        .toList();
                Program program = procedures.get(0).procedure().program();
                if (!programs.add(program, procedures)) {
                    faults.add(service.getName() + " is " + program + ", which was added before");
                }
            } catch (IllegalArgumentException faulty) {
                faults.add(String.valueOf(faulty.getMessage()));
            }
            return this;
        }

        /** Decides who may call; default everybody. */
        public Builder check(CallerCheck value) {
            check = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The server.
         *
         * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of every interface.
         */
        public OncRpcServer build() {
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", faults));
            }
            return new OncRpcServer(programs, check, options);
        }
    }
}
