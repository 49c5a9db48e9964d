package dev.socle.cli;

import dev.socle.names.NameProtocol;
import dev.socle.transport.Address;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle names deregister}: takes an instance out. */
@Command(
        name = "deregister",
        description = {
            "Takes an instance of a service out.",
            "An instance that still lives notices it at its next sign of life, and registers again."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle names deregister greeter tcp://127.0.0.1:7000",
            "  socle names deregister greeter 127.0.0.1-7000"
        })
final class NamesDeregisterCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "The service, such as greeter.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "INSTANCE",
            description = "Which instance, by id or address; may be left out when there is but one.")
    private @Nullable String instance;

    @Option(names = "--json", description = "Print JSON instead of a sentence.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesDeregisterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String service = NameServers.serviceOf(name);
        Address server = remoteOptions.names(console.env());
        NameProtocol.View view = NameServers.resolve(service, server, remoteOptions, console);
        NameProtocol.Instance out = chosen(view);
        long incarnation = out.incarnation() == null ? 0 : out.incarnation();
        NameServers.ask(
                server,
                remoteOptions,
                console,
                names -> names.deregister(new NameProtocol.Holding(service, out.id(), incarnation)));
        console.out()
                .say(
                        json
                                ? "{\"deregistered\":" + JsonText.quoted(out.id()) + "}"
                                : "deregistered " + out.id() + " of " + service);
        return ExitCode.DONE;
    }

    private NameProtocol.Instance chosen(NameProtocol.View view) {
        List<NameProtocol.Instance> fitting = view.instances().stream()
                .filter(each -> instance == null || instance.equals(each.id()) || instance.equals(each.address()))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        List<String> ids =
                view.instances().stream().map(NameProtocol.Instance::id).toList();
        if (fitting.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "no instance \"" + instance + "\" of " + view.service() + " (there are: " + String.join(", ", ids)
                            + ")");
        }
        throw CommandFailure.usage("which instance of " + view.service() + "? There are: " + String.join(", ", ids));
    }
}
