package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import dev.socle.names.NameProtocol;
import dev.socle.names.NamesOptions;
import dev.socle.names.ServiceName;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.TlsOptions;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** How commands speak with name servers: at once, or with a failure that says why not. */
final class NameServers {

    private NameServers() {}

    /** A question to the name server. */
    interface Question<T> {
        Mono<T> ask(NameProtocol server);
    }

    /** Asks the name server one question. */
    static <T> T ask(Address server, RemoteOptions options, Console console, Question<T> question) {
        try (Remote remote = Remote.connect(server, options, MimeType.JSON, console)) {
            try {
                return Objects.requireNonNull(
                        question.ask(remote.service(NameProtocol.class)).block());
            } catch (RuntimeException e) {
                throw remote.failed("name server", e);
            }
        }
    }

    /** The instances of a service; {@link ExitCode#NOT_FOUND} when there are none. */
    static NameProtocol.View resolve(String service, Address server, RemoteOptions options, Console console) {
        NameProtocol.View view = ask(server, options, console, names -> names.resolve(new NameProtocol.Query(service)));
        if (view.instances().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "no instance of \"" + service + "\" is registered at name server " + server
                            + ": see `socle names ls`, or start one with `socle serve --name " + service + "`");
        }
        return view;
    }

    /** The service that a {@code name://} address asks for. */
    static String service(Address name) {
        try {
            return ServiceName.of(name);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** A service's name as it is given to a command: {@code greeter} or {@code name://greeter}. */
    static String serviceOf(String given) {
        try {
            return given.contains("://") ? ServiceName.of(Address.parse(given)) : ServiceName.check(given);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** How a client of a name server is made. */
    static NamesOptions options(RemoteOptions options) {
        return options(options.sessions().connection()).withTimeout(options.timeout());
    }

    /** How one is made that is told nothing but whom to trust and what to show. */
    static NamesOptions options(TlsOptions tls) {
        return options(NamesOptions.defaults().session().connection().withTls(tls));
    }

    private static NamesOptions options(ConnectionOptions connection) {
        NamesOptions defaults = NamesOptions.defaults();
        return defaults.withSession(defaults.session().withConnection(connection));
    }
}
