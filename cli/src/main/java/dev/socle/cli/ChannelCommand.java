package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.transport.Address;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

/** {@code socle channel}: many messages each way. */
@Command(
        name = "channel",
        description = {
            "Sends each line of standard input as a message, and prints each answer as it comes (channel).",
            "Lines are read no faster than the other side takes them."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo '{\"name\":\"Ada\"}' | socle channel tcp://127.0.0.1:7000 greeter.chat",
            "  socle channel tcp://127.0.0.1:7000 greeter.chat    (Ctrl-D ends)"
        })
final class ChannelCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "TARGET", description = "Whom to ask: an address, or name://SERVICE.")
    private Address target;

    @Parameters(index = "1", paramLabel = "ROUTE", description = "What to ask for, such as greeter.chat.")
    private String route;

    @Option(
            names = "--mime",
            paramLabel = "TYPE",
            description = "What a line is: application/cbor is made of its JSON, anything else is sent as it is.")
    private MimeType mime = MimeType.JSON;

    @Mixin
    private AnswersOptions answers;

    @Mixin
    private RemoteOptions remoteOptions;

    ChannelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Remote remote = Remote.connect(target, remoteOptions, mime, console)) {
            remote.requireConnection();
            AtomicReference<@Nullable Throwable> bad = new AtomicReference<>();
            Flux<RawMessage> messages = new InputLines(console.in())
                    .flux()
                    .map(this::body)
                    .index((i, body) -> i == 0 ? remote.message(route, body) : RawMessage.later(body.bytes()))
                    .doOnError(bad::set)
                    .onErrorMap(failure -> InteractionException.of(ErrorCode.CANCELED, "the sender gave up"));
            Flux<Answer> replies = remote.carrier()
                    .requestChannel(remote.spec(route, mime), messages)
                    .onErrorMap(failure -> Objects.requireNonNullElse(bad.get(), failure));
            answers.print(replies, remote, route, remoteOptions.silenceMax(), console);
        }
        return ExitCode.DONE;
    }

    private Body body(InputLines.Line line) {
        byte[] bytes = line.bytes();
        String fault = Body.fault(bytes, mime);
        if (fault != null) {
            throw CommandFailure.usage("line " + line.number() + " of standard input is no JSON: " + fault
                    + ": write one value on each line, or name another type with --mime");
        }
        return Body.of(bytes, mime);
    }
}
