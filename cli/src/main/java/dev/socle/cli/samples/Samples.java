package dev.socle.cli.samples;

import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.SessionLimits;

/** The sample services, ready to serve. */
public final class Samples {

    private Samples() {}

    /** A router with new sample services. It is strict: a field that a message does not know is an error, by its name. */
    public static ServiceRouter router(SessionLimits limits) {
        return ServiceRouter.builder()
                .codecs(Codecs.of(CodecLimits.defaults(), true))
                .limits(limits)
                .add(Greeter.class, new CountingGreeter())
                .add(Echo.class, new PrintableEcho())
                .build();
    }
}
