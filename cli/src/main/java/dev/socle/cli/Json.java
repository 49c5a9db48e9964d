package dev.socle.cli;

import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What commands know, as JSON, through the codec that messages go through. */
final class Json {

    private Json() {}

    /** A value on one line. */
    static <T> String of(Class<T> type, T value) {
        ByteBuf out = Unpooled.buffer();
        Codecs.defaults().codec(MimeType.JSON).of(type).encode(value, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
