package dev.socle.examples.ladder.frames;

import dev.socle.examples.ladder.blocking.LengthMessages;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.frame.raw.LengthFraming;
import dev.socle.messaging.frame.raw.RawFraming;
import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Step 6: the framing of step 1, as a part that can be exchanged for lines or a fixed length. */
public final class FrameStep implements Step {

    /** Also that of step 7, which changes what is in a frame. */
    public static final RawFraming FRAMING = LengthFraming.networkOrder(LengthMessages.BYTES_MAX);

    @Override
    public String name() {
        return "frames";
    }

    @Override
    public String title() {
        return "whole messages, cut by a framing";
    }

    @Override
    public GreetingServer serve(Address at) {
        return MessageServer.listen(
                at, FRAMING, name -> bytes("Hello, " + name.toString(StandardCharsets.UTF_8) + "!"));
    }

    @Override
    public Greeter connect(Address server) {
        return new MessageGreeter(server, FRAMING, FrameStep::bytes, answer -> answer.toString(StandardCharsets.UTF_8));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
