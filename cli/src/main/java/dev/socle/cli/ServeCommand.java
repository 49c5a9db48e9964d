package dev.socle.cli;

import dev.socle.cli.samples.Samples;
import dev.socle.messaging.datagram.DatagramServer;
import dev.socle.messaging.datagram.DatagramServiceOptions;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.names.Names;
import dev.socle.transport.Address;
import dev.socle.transport.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

/** {@code socle serve}: offers the sample services. */
@Command(
        name = "serve",
        description = {
            "Serves the sample services, greeter and echo, until it is stopped.",
            "At a ws:// or wss:// address it also gives browsers a page that calls them: open it as http:// or https://.",
            "When it is stopped it takes itself off the name server, lets what is asked end, and exits with 0."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle serve",
            "  socle serve tcp://127.0.0.1:7000 tcp://[::1]:7000",
            "  socle serve tcp://127.0.0.1:7000 udp://127.0.0.1:7001",
            "  socle serve ws://127.0.0.1:7080",
            "  socle serve tcp://127.0.0.1:0 --name greeter",
            "  socle serve tcp://127.0.0.1:0 --names tls://localhost:7111 --ca authority.pem",
            "  socle serve tcp://127.0.0.1:7000 unix:///tmp/socle.sock",
            "  socle serve tls://127.0.0.1:7443 --cert own.pem --key own.key",
            "  socle serve quic://127.0.0.1:7443 --cert own.pem --key own.key",
            "  socle serve tcp://0.0.0.0:7000 --allow-plaintext"
        })
final class ServeCommand implements Callable<Integer> {

    private static final Address ADDRESS = Address.of("tcp", "127.0.0.1", 7000);
    private static final String NAME = "greeter";

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "ADDRESS",
            description = "Where to listen, see socle cheat addresses; port 0 lets the system choose. Default:"
                    + " tcp://127.0.0.1:7000.")
    private List<Address> addresses = List.of();

    @Option(
            names = "--names",
            paramLabel = "ADDRESS",
            description = "Register at this name server. Default with --name: $SOCLE_NAMES, else tcp://127.0.0.1:7111.")
    private @Nullable Address names;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Register under this name. Default with --names: greeter.")
    private @Nullable String name;

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long a registration outlives this process: 15s.")
    private Duration ttl = Claim.TTL;

    @Option(
            names = "--allow-plaintext",
            description = "Listen also where other machines can reach it, although nothing is encrypted.")
    private boolean allowPlaintext;

    @Mixin
    private CertificateOptions certificate;

    @Mixin
    private AuthorityOptions authorities;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description =
                    "Let only clients in at tls://…, wss://… and quic://… that show a certificate of an authority of this"
                            + " PEM file.")
    private @Nullable Path clientAuthorities;

    @Option(names = "--grace", paramLabel = "TIME", description = "How long what is asked may take to end: 10s.")
    private Duration grace = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print JSON values instead of sentences.")
    private boolean json;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompletableFuture<Void> stop = console.stop().asked();
        String service = name == null && names == null ? null : NameServers.serviceOf(name == null ? NAME : name);
        if (service != null) {
            refuseNames();
        } else if (authorities.isGiven()) {
            throw CommandFailure.usage("--ca says whom to trust at the name server, and nothing is registered: add"
                    + " --names, or say --client-ca for who may come in");
        }
        SessionOptions options = SessionOptions.defaults();
        options = options.withConnection(
                options.connection().withAllowPlaintext(allowPlaintext).withTls(tls()));
        List<SessionServer> servers = new ArrayList<>();
        List<DatagramServer> datagrams = new ArrayList<>();
        Names registry = null;
        try {
            listen(options, servers, datagrams);
            registry = service == null ? null : register(service, servers);
            stop.join();
        } finally {
            if (registry != null) {
                registry.close().block();
            }
            datagrams.forEach(DatagramServer::close);
            Flux.fromIterable(servers).flatMap(server -> server.close(grace)).blockLast();
        }
        return ExitCode.DONE;
    }

    private TlsOptions tls() {
        TlsOptions options = certificate.applyTo(TlsOptions.defaults());
        return clientAuthorities == null
                ? options
                : options.withTrusted(clientAuthorities).withRequiresClientCertificate(true);
    }

    private void listen(SessionOptions options, List<SessionServer> servers, List<DatagramServer> datagrams) {
        ServiceRouter router = Samples.router(options.limits());
        for (Address address : addresses.isEmpty() ? List.of(ADDRESS) : addresses) {
            if (address.scheme().equals(Remote.DATAGRAMS)) {
                datagrams.add(listen(address, router));
                continue;
            }
            Address known = Transports.require(address);
            servers.add(SessionServer.listen(known, WebPages.with(options, known), SessionAcceptor.of(router))
                    .block());
        }
        servers.forEach(
                server -> say("listening on ", "listening", server.address().toString()));
        datagrams.forEach(
                server -> say("listening on ", "listening", server.address().toString()));
    }

    /** Streams and channels are left out: no datagram carries them. */
    private DatagramServer listen(Address address, ServiceRouter router) {
        DatagramServiceOptions options = DatagramServiceOptions.defaults();
        return Objects.requireNonNull(DatagramServer.listen(
                        address,
                        options.withSocket(options.socket().withAllowPlaintext(allowPlaintext)),
                        router.only(DatagramServer::carries))
                .block());
    }

    private void refuseNames() {
        for (Address address : addresses) {
            if (address.scheme().equals(Remote.DATAGRAMS)) {
                throw CommandFailure.usage(address + " cannot be registered: a name leads to connections; serve it"
                        + " without --name and --names");
            }
        }
    }

    private Names register(String service, List<SessionServer> servers) {
        Address server = names != null ? names : NameServerAddress.of(console.env());
        TlsOptions tls = certificate.applyTo(authorities.applyTo(TlsOptions.defaults()));
        Names registry = Names.at(server, NameServers.options(tls));
        try {
            for (SessionServer each : servers) {
                Claim.hold(registry, Claim.endpoint(service, each.address(), Map.of()), ttl, console);
            }
        } catch (RuntimeException e) {
            registry.close().block();
            throw e;
        }
        say("registered as ", "registered", service + " at " + server);
        return registry;
    }

    private void say(String sentence, String field, String value) {
        console.out().say(json ? "{\"" + field + "\":" + JsonText.quoted(value) + "}" : sentence + value);
    }
}
