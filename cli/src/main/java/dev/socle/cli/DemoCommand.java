package dev.socle.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code socle demo}: the whole of it at once. */
@Command(
        name = "demo",
        description = {
            "Shows the whole of it, from a service to calls by name that go on when an instance is killed.",
            "There are a name server, two instances of a service and a client that finds them by name; all four",
            "interactions are shown, and what happens when an instance or the name server is killed.",
            "Servers run in processes of their own; nothing of it stays."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle demo", "  socle demo --json"})
final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130; // what shells say of a command that Ctrl-C ended

    private final Console console;

    @Option(names = "--json", description = "Print one JSON value for each step.")
    private boolean json;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Thread demonstrator = Thread.currentThread();
        console.stop().asked().thenRun(demonstrator::interrupt);
        DemoSteps steps = new DemoSteps(console, json);
        try (Demo demo = new Demo(steps)) {
            demo.run();
            steps.done();
            return ExitCode.DONE;
        } catch (Output.Closed gone) {
            throw gone;
        } catch (InterruptedException | RuntimeException e) {
            if (console.stop().asked().isDone()) {
                return INTERRUPTED;
            }
            String why = e instanceof DemoFailure
                    ? e.getMessage()
                    : ErrorReport.of(e).text();
            throw new CommandFailure(ExitCode.REMOTE_ERROR, "the demo failed at " + steps.place() + ": " + why, e);
        }
    }
}
