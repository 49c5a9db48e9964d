package dev.socle.cli;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.datagram.DatagramClient;
import dev.socle.messaging.datagram.DatagramServiceOptions;
import dev.socle.messaging.service.Carrier;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionSource;
import dev.socle.names.Names;
import dev.socle.names.ServiceName;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Objects;

/**
 * The other side of a command, and the way there: one address, with connections or datagrams, or whoever has a name.
 *
 * <p><b>Errors:</b> {@link CommandFailure} when the address cannot be used, and that of the connect; see
 * {@link ErrorReport}.
 */
final class Remote implements AutoCloseable {

    /** The scheme of addresses without connections. */
    static final String DATAGRAMS = "udp";

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final Address target;
    private final Carrier carrier;
    private final Runnable closing;
    private final Duration timeout;

    private Remote(Address target, Carrier carrier, Runnable closing, Duration timeout) {
        this.target = target;
        this.carrier = carrier;
        this.closing = closing;
        this.timeout = timeout;
    }

    /** Connects; what is asked then is balanced over the instances of a name, and asked again where that is safe. */
    static Remote connect(Address target, RemoteOptions options, MimeType mime, Console console) {
        if (target.scheme().equals(DATAGRAMS)) {
            return datagrams(target, options.timeout());
        }
        SessionOptions sessions = options.sessions().withDataMimeType(mime);
        return target.scheme().equals(ServiceName.SCHEME)
                ? named(target, options, sessions, console)
                : direct(target, sessions, options.timeout());
    }

    private static Remote direct(Address target, SessionOptions options, Duration timeout) {
        SessionClient client = SessionClient.of(Transports.require(target), options, RequestHandler.rejecting());
        return connected(target, client, () -> client.close(CLOSE_MAX).block(CLOSE_MAX.plusSeconds(1)), timeout);
    }

    /** Whether anybody is there shows with the first answer. */
    private static Remote datagrams(Address target, Duration timeout) {
        DatagramServiceOptions options = DatagramServiceOptions.defaults();
        if (timeout.compareTo(options.deadlineMax()) > 0) {
            throw CommandFailure.usage("--timeout " + Durations.text(timeout) + " is too long for " + target
                    + ": a server knows copies of a request for " + Durations.text(options.deadlineMax())
                    + " at the most");
        }
        DatagramClient client =
                Objects.requireNonNull(DatagramClient.connect(target, options).block(), "a client");
        return new Remote(target, client, client::close, timeout);
    }

    private static Remote connected(Address target, SessionSource source, Runnable closing, Duration timeout) {
        Remote remote = new Remote(target, Carrier.of(source), closing, timeout);
        try {
            source.connect().block();
            return remote;
        } catch (RuntimeException e) {
            remote.close();
            throw e;
        }
    }

    /** The name server is asked once before, as its client would wait for names and servers that may still come. */
    private static Remote named(Address target, RemoteOptions options, SessionOptions sessions, Console console) {
        Address server = options.names(console.env());
        String service = NameServers.service(target);
        NameServers.resolve(service, server, options, console);
        Names names = Names.at(server, NameServers.options(options));
        SessionSource source = names.source(target, sessions);
        return connected(target, source, () -> names.close().block(CLOSE_MAX), options.timeout());
    }

    Address target() {
        return target;
    }

    /** Whether there is no connection, so that each message has to fit a datagram. */
    boolean isDatagrams() {
        return target.scheme().equals(DATAGRAMS);
    }

    Carrier carrier() {
        return carrier;
    }

    /** Refuses what needs a connection, where there is none. */
    void requireConnection() {
        if (isDatagrams()) {
            throw CommandFailure.usage(target + " carries no streams and no channels, for each datagram is one message:"
                    + " take an address with connections, such as tcp://127.0.0.1:7000");
        }
    }

    /** The first message to a route, or the only one. */
    RawMessage message(String route, Body body) {
        try {
            return new RawMessage(Metadata.route(route).dataType(body.type()).toBytes(), body.bytes());
        } catch (CodecException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** How messages of a type are exchanged with a route. */
    InteractionSpec<RawMessage, Answer> spec(String route, MimeType type) {
        return new InteractionSpec<>(route, RawEncoder.INSTANCE, new AnswerDecoder(type), timeout.toMillis(), false);
    }

    /** A typed service of the other side. */
    <S> S service(Class<S> service) {
        return ServiceProxy.builder(carrier).deadline(timeout).build().of(service);
    }

    /** The failure of an interaction, with what was asked for and where. */
    RuntimeException failed(String route, RuntimeException failure) {
        return failure instanceof InteractionException answered ? ErrorReport.failed(route, target, answered) : failure;
    }

    @Override
    public void close() {
        closing.run();
    }
}
