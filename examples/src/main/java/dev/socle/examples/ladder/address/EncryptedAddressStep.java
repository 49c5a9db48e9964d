package dev.socle.examples.ladder.address;

import dev.socle.examples.ladder.service.WelcomeGreeter;
import dev.socle.examples.ladder.service.WelcomeServer;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.quic.QuicTransport;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Step 11 where nobody else may read: the address, and a certificate that the server shows and the client trusts. */
public final class EncryptedAddressStep implements Step {

    private final String scheme;
    private @Nullable TlsOptions certificate;

    /** The step over one transport that encrypts. */
    public EncryptedAddressStep(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public String title() {
        return "the same over " + scheme;
    }

    @Override
    public @Nullable String whyNot() {
        return scheme.equals("quic") ? QuicTransport.whyNot() : null;
    }

    @Override
    public Address anywhere() {
        return Address.parse(scheme + "://127.0.0.1:0");
    }

    @Override
    public GreetingServer serve(Address at) throws Exception {
        SessionServer server =
                Objects.requireNonNull(SessionServer.listen(at, options(), SessionAcceptor.of(WelcomeServer.router()))
                        .block());
        return GreetingServer.of(
                server.address(), () -> server.close(Duration.ZERO).block());
    }

    @Override
    public Greeter connect(Address server) throws Exception {
        SessionClient client = SessionClient.of(server, options(), RequestHandler.rejecting());
        return new WelcomeGreeter(
                ServiceProxy.builder(client), () -> client.close(Duration.ZERO).block());
    }

    /** One certificate for all, made when it is first needed. */
    private synchronized SessionOptions options() throws Exception {
        if (certificate == null) {
            certificate = OwnCertificate.make();
        }
        SessionOptions defaults = SessionOptions.defaults();
        return defaults.withConnection(defaults.connection().withTls(certificate));
    }
}
