package dev.socle.cli;

import dev.socle.names.ServiceSummary;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** {@code socle names ls}: which services there are. */
@Command(
        name = "ls",
        description = "Lists the services that have instances.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle names ls", "  socle names ls --json --names tcp://127.0.0.1:7111"})
final class NamesListCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Print one JSON value for each service.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<ServiceSummary> services = NameServers.ask(
                remoteOptions.names(console.env()),
                remoteOptions,
                console,
                names -> names.list().collectList().timeout(remoteOptions.timeout(), Mono.error(CommandFailure::late)));
        if (json) {
            services.forEach(each -> console.out().line(Json.of(ServiceSummary.class, each)));
        } else {
            Table table = new Table("SERVICE", "INSTANCES", "STATE");
            services.forEach(each -> table.row(
                    each.service(), count(each), each.freshness().name().toLowerCase(Locale.ROOT)));
            table.print(console.out());
        }
        console.out().flush();
        return ExitCode.DONE;
    }

    private static String count(ServiceSummary service) {
        return service.instances() + (service.suspects() == 0 ? "" : " (" + service.suspects() + " suspect)");
    }
}
