package dev.socle.examples.ladder.representation;

import dev.socle.examples.ladder.frames.FrameStep;
import dev.socle.examples.ladder.frames.MessageGreeter;
import dev.socle.examples.ladder.frames.MessageServer;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Hex;
import dev.socle.examples.ladder.step.Step;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.PrintStream;
import java.util.List;

/** Step 7. */
public final class RepresentationStep implements Step {

    private static final Codecs CODECS = Codecs.defaults();
    private static final ValueCodec<Person> PERSON = CODECS.codec(MimeType.JSON).of(Person.class);
    private static final ValueCodec<Greeting> GREETING =
            CODECS.codec(MimeType.JSON).of(Greeting.class);

    @Override
    public String name() {
        return "representation";
    }

    @Override
    public String title() {
        return "records, in a format that both sides know";
    }

    @Override
    public GreetingServer serve(Address at) {
        return MessageServer.listen(
                at,
                FrameStep.FRAMING,
                request -> bytes(
                        GREETING,
                        new Greeting("Hello, " + value(PERSON, request).name() + "!")));
    }

    @Override
    public Greeter connect(Address server) {
        return new MessageGreeter(
                server,
                FrameStep.FRAMING,
                name -> bytes(PERSON, new Person(name)),
                answer -> value(GREETING, answer).text());
    }

    @Override
    public void show(PrintStream out) {
        Reading reading = new Reading(7, 1_700_000_000_000L, 21.5, "Lyon");
        out.println(reading);
        print(out, "memory of a C program", reading.inMemory());
        for (MimeType type : List.of(MimeType.XDR, MimeType.CBOR, MimeType.JSON)) {
            ByteBuf encoded = bytes(CODECS.codec(type).of(Reading.class), reading);
            print(out, type.name(), ByteBufUtil.getBytes(encoded));
            encoded.release();
        }
    }

    private static void print(PrintStream out, String format, byte[] bytes) {
        out.printf("%n%s, %d bytes%n%s%n", format, bytes.length, Hex.dump(bytes));
    }

    private static <T> ByteBuf bytes(ValueCodec<T> codec, T value) {
        ByteBuf out = Unpooled.buffer();
        codec.encode(value, out);
        return out;
    }

    private static <T> T value(ValueCodec<T> codec, ByteBuf message) {
        return codec.decode(message, message.readerIndex(), message.readableBytes());
    }
}
