package dev.socle.cli;

import dev.socle.names.NameProtocol;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle names resolve}: who offers a service. */
@Command(
        name = "resolve",
        description = "Shows the instances of a service.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle names resolve greeter", "  socle names resolve --json greeter"})
final class NamesResolveCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "The service, such as greeter.")
    private String name;

    @Option(names = "--json", description = "Print it as one line of JSON.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesResolveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NameProtocol.View view = NameServers.resolve(
                NameServers.serviceOf(name), remoteOptions.names(console.env()), remoteOptions, console);
        if (json) {
            console.out().line(Json.of(NameProtocol.View.class, view));
        } else {
            Views.table(view).print(console.out());
        }
        console.out().flush();
        return ExitCode.DONE;
    }
}
