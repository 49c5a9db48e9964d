package dev.socle.cli;

import dev.socle.names.NameProtocol;
import dev.socle.names.Names;
import dev.socle.names.Snapshot;
import dev.socle.transport.Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle names watch}: each change of a service. */
@Command(
        name = "watch",
        description = {
            "Shows the instances of a service now and after each change, until it is stopped.",
            "While the name server is away, what was known stays and is called stale."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle names watch greeter", "  socle names watch --json --take 1 greeter"})
final class NamesWatchCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "The service, such as greeter.")
    private String name;

    @Option(names = "--take", paramLabel = "N", converter = Positive.class, description = "End after so many views.")
    private long take = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON value for each view.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesWatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String service = NameServers.serviceOf(name);
        Address server = remoteOptions.names(console.env());
        // Asked once before, as a watch would wait for a name server that is not there.
        NameServers.ask(server, remoteOptions, console, names -> names.resolve(new NameProtocol.Query(service)));
        Names names = Names.at(server, NameServers.options(remoteOptions));
        try {
            Pull<Snapshot> pull = new Pull<>(1, take);
            names.resolver().watch(service).subscribe(pull);
            for (Snapshot view = pull.take(null); view != null; view = pull.take(null)) {
                print(NameProtocol.View.of(view));
            }
        } finally {
            names.close().block();
        }
        return ExitCode.DONE;
    }

    private void print(NameProtocol.View view) {
        if (json) {
            console.out().say(Json.of(NameProtocol.View.class, view));
            return;
        }
        console.out().line(Views.summary(view));
        view.instances()
                .forEach(each -> console.out().line("  " + ErrorReport.printable(each.id() + "  " + each.address())));
        console.out().flush();
    }
}
