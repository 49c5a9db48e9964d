package dev.socle.cli;

import dev.socle.names.Endpoint;
import dev.socle.names.Names;
import dev.socle.names.Registration;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle names register}: holds a claim to a name. */
@Command(
        name = "register",
        description = {
            "Registers an address under a name, and holds the registration until it is stopped.",
            "Whether anybody listens at the address is not looked at."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle names register greeter tcp://127.0.0.1:7000",
            "  socle names register greeter tcp://127.0.0.1:7000 --ttl 30s --tag zone=a --tag version=2"
        })
final class NamesRegisterCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "The service, such as greeter.")
    private String name;

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "Where the instance listens.")
    private Address address;

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long it outlives this process: 15s; 5s to 5m.")
    private Duration ttl = Claim.TTL;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "What else the instance says of itself.")
    private Map<String, String> tags = Map.of();

    @Option(names = "--json", description = "Print JSON instead of a sentence.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesRegisterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompletableFuture<Void> stop = console.stop().asked();
        String service = NameServers.serviceOf(name);
        Endpoint endpoint = Claim.endpoint(service, address, tags);
        Address server = remoteOptions.names(console.env());
        Names names = Names.at(server, NameServers.options(remoteOptions));
        try {
            Registration held = Claim.hold(names, endpoint, ttl, console);
            String as = service + " at " + server;
            console.out()
                    .say(
                            json
                                    ? "{\"registered\":" + JsonText.quoted(as) + ",\"instance\":"
                                            + JsonText.quoted(held.endpoint().instance()) + "}"
                                    : "registered as " + as + ", instance "
                                            + held.endpoint().instance() + ", until this is stopped");
            CompletableFuture<@Nullable Void> over =
                    held.states().then().onErrorComplete().toFuture();
            CompletableFuture.anyOf(stop, over).join();
            return stop.isDone() ? ExitCode.DONE : ExitCode.REMOTE_ERROR;
        } finally {
            names.close().block();
        }
    }
}
