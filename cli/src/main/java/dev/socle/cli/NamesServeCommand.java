package dev.socle.cli;

import dev.socle.names.server.NameServer;
import dev.socle.names.server.NameServerOptions;
import dev.socle.names.server.StoreException;
import dev.socle.transport.Address;
import dev.socle.transport.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code socle names serve}: a name server. */
@Command(
        name = "serve",
        description = {
            "Runs a name server until it is stopped.",
            "With --data its registrations survive its end, however sudden; without, they are gone with it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle names serve", "  socle names serve --listen tcp://127.0.0.1:7112 --data ./names-data"})
final class NamesServeCommand implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Console console;

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "Where to listen: tcp://127.0.0.1:7111.")
    private Address listen = NameServerAddress.DEFAULT;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep registrations in this folder; made when missing.")
    private @Nullable Path data;

    @Option(
            names = "--allow-plaintext",
            description = "Listen also where other machines can reach it, although nothing is encrypted.")
    private boolean allowPlaintext;

    @Mixin
    private CertificateOptions certificate;

    @Option(names = "--json", description = "Print JSON instead of a sentence.")
    private boolean json;

    NamesServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompletableFuture<Void> stop = console.stop().asked();
        NameServer server = start();
        try {
            String address = server.address().toString();
            console.out()
                    .say(
                            json
                                    ? "{\"listening\":" + JsonText.quoted(address) + ",\"volatile\":" + (data == null)
                                            + "}"
                                    : "listening on " + address + " ("
                                            + (data == null
                                                    ? "volatile: its end is the end of all registrations; --data keeps"
                                                            + " them"
                                                    : "data in " + data)
                                            + ")");
            stop.join();
        } finally {
            server.close(GRACE).block();
        }
        return ExitCode.DONE;
    }

    private NameServer start() {
        NameServerOptions defaults = NameServerOptions.defaults();
        NameServerOptions options = defaults.withListen(Transports.require(listen))
                .withDataFolder(data)
                .withSession(defaults.session()
                        .withConnection(defaults.session()
                                .connection()
                                .withAllowPlaintext(allowPlaintext)
                                .withTls(certificate.applyTo(TlsOptions.defaults()))));
        try {
            return Objects.requireNonNull(NameServer.start(options).block());
        } catch (StoreException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
