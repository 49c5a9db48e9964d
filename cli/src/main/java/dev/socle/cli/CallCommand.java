package dev.socle.cli;

import dev.socle.messaging.service.Carrier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code socle call}: one message out, one back. */
@Command(
        name = "call",
        description = "Asks once and prints the answer (request/response).",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle call tcp://127.0.0.1:7000 greeter.greet '{\"name\":\"Ada\"}'",
            "  socle call udp://127.0.0.1:7001 greeter.greet '{\"name\":\"Ada\"}'",
            "  socle call name://greeter greeter.greet '{\"name\":\"Ada\"}'",
            "  echo '{\"name\":\"Ada\"}' | socle call tcp://127.0.0.1:7000 greeter.greet -",
            "  socle call tcp://127.0.0.1:7000 echo.bytes hello",
            "  socle call --timeout 500ms tcp://127.0.0.1:7000 echo.delay '{\"millis\":2000}'"
        })
final class CallCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private RequestOptions request;

    @Option(names = "--json", description = "Print one JSON value, also where the answer is text or bytes.")
    private boolean json;

    CallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Request asked = request.connect(console)) {
            Answer answer = asked.await(Carrier::requestResponse);
            if (answer != null) {
                answer.print(console.out(), json);
            }
        }
        console.out().flush();
        return ExitCode.DONE;
    }
}
