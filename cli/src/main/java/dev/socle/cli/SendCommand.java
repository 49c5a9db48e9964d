package dev.socle.cli;

import dev.socle.messaging.service.Carrier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code socle send}: one message out, nothing back. */
@Command(
        name = "send",
        description = {
            "Sends one message that nobody answers (fire-and-forget).",
            "It arrives at most once, and no error comes back: not even whether there is such a route."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle send tcp://127.0.0.1:7000 greeter.note '{\"name\":\"Ada\"}'",
            "  socle call tcp://127.0.0.1:7000 greeter.notes"
        })
final class SendCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private RequestOptions request;

    SendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Request asked = request.connect(console)) {
            asked.await(Carrier::fireAndForget);
        }
        return ExitCode.DONE;
    }
}
