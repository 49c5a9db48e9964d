package dev.socle.cli;

import dev.socle.messaging.codec.MimeType;
import dev.socle.transport.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is given to every command that sends one message. */
final class RequestOptions {

    @Parameters(index = "0", paramLabel = "TARGET", description = "Whom to ask: an address, or name://SERVICE.")
    private Address target;

    @Parameters(index = "1", paramLabel = "ROUTE", description = "What to ask for, such as greeter.greet.")
    private String route;

    @Parameters(index = "2", arity = "0..1", paramLabel = "JSON", description = "The message; - reads standard input.")
    private @Nullable String argument;

    @Option(
            names = "--mime",
            paramLabel = "TYPE",
            description = "What is sent: application/cbor is made of the JSON, anything else is sent as it is given."
                    + " Default: JSON, or bytes to a route that takes bytes.")
    private @Nullable MimeType mime;

    @Mixin
    private RemoteOptions remote;

    /** How long nothing may come of a stream; null for ever. */
    java.time.@Nullable Duration silenceMax() {
        return remote.silenceMax();
    }

    /**
     * Checks the message, and connects.
     *
     * <p>Text that is no JSON may be meant for a route that takes bytes. Only then is the other side asked whether it is.
     */
    Request connect(Console console) {
        byte[] bytes = Body.read(argument, console.in());
        MimeType type = mime == null ? MimeType.JSON : mime;
        String fault = Body.fault(bytes, type);
        if (fault == null) {
            return new Request(Remote.connect(target, remote, type, console), route, Body.of(bytes, type));
        }
        if (mime == null && takesBytes(console)) {
            return new Request(
                    Remote.connect(target, remote, MimeType.JSON, console), route, Body.of(bytes, MimeType.BYTES));
        }
        throw CommandFailure.usage("the message for " + route + " is no JSON: " + fault
                + ": write it as '{\"name\":\"Ada\"}', or name another type with --mime");
    }

    private boolean takesBytes(Console console) {
        try (Remote asked = Remote.connect(target, remote, MimeType.JSON, console)) {
            return Inspection.of(asked).takesBytes(route);
        } catch (RuntimeException unknown) {
            return false; // then that it is no JSON is what can be said for certain
        }
    }
}
