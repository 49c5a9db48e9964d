package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import dev.socle.names.NameProtocol;
import dev.socle.transport.Address;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socle names explain}: the way from a name to an open connection. */
@Command(
        name = "explain",
        description =
                "Shows each step from a name to a connection: who was asked, what it answered, who can be reached.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  socle names explain greeter")
final class NamesExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "The service, such as greeter.")
    private String name;

    @Option(names = "--json", description = "Print one JSON value for each step.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    NamesExplainCommand(Console console) {
        this.console = console;
    }

    /**
     * A step and how it went.
     *
     * @param step what was asked
     * @param ok whether it leads on
     * @param answer what came
     */
    record Step(String step, boolean ok, String answer) {}

    @Override
    public Integer call() {
        String service = NameServers.serviceOf(name);
        Address server = remoteOptions.names(console.env());
        print(new Step("name server", true, server + ", from " + remoteOptions.namesOrigin(console.env())));
        NameProtocol.View view;
        try {
            view = NameServers.resolve(service, server, remoteOptions, console);
        } catch (RuntimeException e) {
            ErrorReport report = ErrorReport.of(e);
            print(new Step("resolve " + service, false, report.text()));
            return report.exitCode();
        }
        print(new Step("resolve " + service, true, Views.summary(view)));
        boolean reached = false;
        for (NameProtocol.Instance each : view.instances()) {
            Step step = reach(each);
            print(step);
            reached |= step.ok();
        }
        return reached ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }

    private Step reach(NameProtocol.Instance instance) {
        String step = "connect to " + instance.id();
        long start = System.nanoTime();
        try {
            Address address = Address.parse(instance.address());
            Remote.connect(address, remoteOptions, MimeType.JSON, console).close();
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
            return new Step(step, true, address + " in " + micros / 1000 + "." + micros / 100 % 10 + " ms");
        } catch (RuntimeException e) {
            return new Step(step, false, ErrorReport.of(e).text());
        }
    }

    private void print(Step step) {
        console.out()
                .say(
                        json
                                ? Json.of(Step.class, step)
                                : (step.ok() ? "ok    " : "FAIL  ") + step.step() + ": "
                                        + ErrorReport.printable(step.answer()));
    }
}
