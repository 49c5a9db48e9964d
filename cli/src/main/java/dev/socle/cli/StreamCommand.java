package dev.socle.cli;

import dev.socle.messaging.service.Carrier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code socle stream}: one message out, many back. */
@Command(
        name = "stream",
        description = "Asks once and prints each answer as it comes (request/stream).",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle stream tcp://127.0.0.1:7000 greeter.greetMany '{\"name\":\"Ada\",\"count\":3}'",
            "  socle stream --take 2 tcp://127.0.0.1:7000 greeter.greetMany '{\"name\":\"Ada\",\"count\":1000000}'",
            "  socle stream --demand 1 tcp://127.0.0.1:7000 echo.stream '{\"count\":3,\"size\":10}'"
        })
final class StreamCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private RequestOptions request;

    @Mixin
    private AnswersOptions answers;

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Request asked = request.connect(console)) {
            asked.remote().requireConnection();
            answers.print(
                    asked.start(Carrier::requestStream), asked.remote(), asked.route(), request.silenceMax(), console);
        }
        return ExitCode.DONE;
    }
}
