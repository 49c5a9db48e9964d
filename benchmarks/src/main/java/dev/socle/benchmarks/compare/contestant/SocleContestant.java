package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Work;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.TlsOptions;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Socle's sessions with raw payloads: limits, keep-alive and deadlines as everybody has them who changes nothing. */
public final class SocleContestant implements Contestant {

    static final Duration GRACE = Duration.ofMillis(100);

    private static final int CONNECTIONS_MAX = 10_000;

    /** One host may open as many connections as all together, for here there is only one; nothing else is changed. */
    private static final SessionOptions OPTIONS = SessionOptions.defaults()
            .withConnection(ConnectionOptions.defaults()
                    .withConnections(CONNECTIONS_MAX, CONNECTIONS_MAX)
                    .withTls(tls()));

    @Override
    public int serve() {
        return listen(RequestHandler.of(new SocleResponder(new Work()))).port();
    }

    @Override
    public Mono<Link> connect(int port) {
        return session(port).map(session -> new SocleLink(() -> session, Mono.defer(() -> session.close(GRACE))));
    }

    /** Serves on a free port. */
    static Address listen(RequestHandler handler) {
        return Objects.requireNonNull(SessionServer.listen(address(0), OPTIONS, SessionAcceptor.of(handler))
                        .block())
                .address();
    }

    /** A session with what listens on that port. */
    static Mono<Session> session(int port) {
        return Session.connect(
                address(port),
                SessionOptions.defaults()
                        .withConnection(ConnectionOptions.defaults().withTls(tls())),
                RequestHandler.rejecting());
    }

    private static Address address(int port) {
        return Address.of(Certificate.isWanted() ? "tls" : "tcp", Loopback.HOST, port);
    }

    /** For both sides: a server shows the certificate, a client trusts it. */
    private static TlsOptions tls() {
        if (!Certificate.isWanted()) {
            return TlsOptions.defaults();
        }
        Certificate certificate = Certificate.given();
        return TlsOptions.defaults()
                .withIdentity(certificate.chain(), certificate.key())
                .withTrusted(certificate.chain());
    }
}
