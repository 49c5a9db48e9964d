package dev.socle.messaging.interop;

import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Who is the client, and who asks: Socle and rsocket-java in all four ways, over TCP on loopback. */
enum Pairing {
    RSOCKET_JAVA_CLIENT_ASKS_SOCLE_SERVER(false, true),
    SOCLE_CLIENT_ASKS_RSOCKET_JAVA_SERVER(true, true),
    SOCLE_SERVER_ASKS_RSOCKET_JAVA_CLIENT(false, false),
    RSOCKET_JAVA_SERVER_ASKS_SOCLE_CLIENT(true, false);

    private static final Address LOOPBACK = Address.parse("tcp://127.0.0.1:0");
    private static final Party NOBODY = new Party() {};

    final boolean isSocleClient;
    final boolean isClientAsking;

    Pairing(boolean isSocleClient, boolean isClientAsking) {
        this.isSocleClient = isSocleClient;
        this.isClientAsking = isClientAsking;
    }

    /** Whether what is asked goes from Socle to rsocket-java. */
    boolean isSocleAsking() {
        return isSocleClient == isClientAsking;
    }

    Dialogue open(Party answers) {
        return open(answers, Settings.DEFAULTS);
    }

    /** Connects a client to a server of its own; the one that is asked answers with the party. */
    Dialogue open(Party answers, Settings settings) {
        Party client = isClientAsking ? NOBODY : answers;
        Party server = isClientAsking ? answers : NOBODY;
        return isSocleClient ? socleClient(client, server, settings) : rsocketJavaClient(client, server, settings);
    }

    private Dialogue socleClient(Party client, Party server, Settings settings) {
        Sinks.One<RSocket> accepted = Sinks.one();
        CloseableChannel listener = RSocketServer.create((setup, rsocket) -> {
                    accepted.tryEmitValue(rsocket);
                    return Mono.just(RSocketJavaEnd.rsocket(server));
                })
                .fragment(settings.rsocketJavaFragment())
                .bindNow(TcpServerTransport.create("127.0.0.1", 0));
        Session session = Session.connect(
                        LOOPBACK.withPort(listener.address().getPort()),
                        settings.options(),
                        RequestHandler.of(SocleEnd.responder(client)))
                .block(Dialogue.LIMIT);
        return dialogue(
                new SocleEnd(session),
                new RSocketJavaEnd(accepted.asMono().block(Dialogue.LIMIT)),
                Mono.fromRunnable(listener::dispose).then(listener.onClose()));
    }

    private Dialogue rsocketJavaClient(Party client, Party server, Settings settings) {
        Sinks.One<Session> accepted = Sinks.one();
        SessionServer listener = SessionServer.listen(LOOPBACK, settings.options(), session -> {
                    accepted.tryEmitValue(session);
                    return Mono.just(RequestHandler.of(SocleEnd.responder(server)));
                })
                .block(Dialogue.LIMIT);
        RSocket rsocket = RSocketConnector.create()
                .fragment(settings.rsocketJavaFragment())
                .keepAlive(settings.keepAlive(), settings.lifetime())
                .acceptor(SocketAcceptor.with(RSocketJavaEnd.rsocket(client)))
                .connect(TcpClientTransport.create(
                        "127.0.0.1", listener.address().port()))
                .block(Dialogue.LIMIT);
        Session session = accepted.asMono().block(Dialogue.LIMIT);
        Dialogue.soon().until(session::isOpen); // an acceptor's session opens when the acceptor has decided
        return dialogue(new RSocketJavaEnd(rsocket), new SocleEnd(session), listener.close(Duration.ZERO));
    }

    private Dialogue dialogue(End client, End server, Mono<Void> stop) {
        return isClientAsking ? new Dialogue(client, server, stop) : new Dialogue(server, client, stop);
    }
}
