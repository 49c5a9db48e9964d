package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.Schema;
import dev.socle.messaging.service.LimitsDescription;
import dev.socle.messaging.service.RouteDescription;
import dev.socle.messaging.service.ServerDescription;
import dev.socle.messaging.session.Interaction;
import dev.socle.transport.Address;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle inspect}: what the other side offers. */
@Command(
        name = "inspect",
        description = {
            "Shows what a service offers: routes, interactions, what goes in and out, limits.",
            "All of it is one message, which seldom fits a datagram: of a server at udp:// inspect another address."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle inspect tcp://127.0.0.1:7000", "  socle inspect --json name://greeter"})
final class InspectCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "TARGET", description = "Whom to ask: an address, or name://SERVICE.")
    private Address target;

    @Option(names = "--json", description = "Print it as one line of JSON.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerDescription description;
        try (Remote remote = Remote.connect(target, remoteOptions, MimeType.JSON, console)) {
            description = Inspection.of(remote).description();
        }
        if (json) {
            console.out().line(Json.of(ServerDescription.class, description));
        } else {
            print(description);
        }
        console.out().flush();
        return ExitCode.DONE;
    }

    private void print(ServerDescription description) {
        Table table = new Table("ROUTE", "INTERACTION", "REQUEST", "RESPONSE", "");
        description.services().forEach(service -> service.routes().forEach(route -> add(route, table)));
        table.print(console.out());
        LimitsDescription limits = description.limits();
        console.out().line("");
        console.out().line("formats  " + String.join(", ", description.mimeTypes()));
        console.out()
                .line("limits   " + limits.messageLengthMax() + " bytes a message, " + limits.metadataLengthMax()
                        + " bytes of metadata, " + limits.streamsMax() + " streams a connection");
    }

    private static void add(RouteDescription route, Table table) {
        table.row(
                route.route(),
                text(route.interaction()),
                parameters(route.parameters()),
                route.result() == null ? "-" : route.result().toText(),
                route.idempotent() ? "idempotent" : "");
    }

    private static String parameters(List<Schema> parameters) {
        return switch (parameters.size()) {
            case 0 -> "-";
            case 1 -> parameters.get(0).toText();
            default -> parameters.stream().map(Schema::toText).collect(Collectors.joining(", ", "[", "]"));
        };
    }

    private static String text(Interaction interaction) {
        return switch (interaction) {
            case FIRE_AND_FORGET -> "fire-and-forget";
            case REQUEST_RESPONSE -> "request/response";
            case REQUEST_STREAM -> "request/stream";
            case REQUEST_CHANNEL -> "channel";
        };
    }
}
