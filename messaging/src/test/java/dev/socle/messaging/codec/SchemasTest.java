package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.Samples.GreetMany;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemasTest {

    @Test
    void recordSaysItsFieldsInOneLine() {
        assertThat(Schemas.of(GreetMany.class).toText()).isEqualTo("{name: string, count: int32}");
        assertThat(Schemas.of(Samples.Maybe.class).toText())
                .isEqualTo("{nullable?: string, optional?: string, number?: int32}");
        assertThat(Schemas.of(Samples.generic("page")).toText()).isEqualTo("{items: [{name: string}], total: int32}");
        assertThat(Schemas.of(Samples.Many.class).toText())
                .isEqualTo("{list: [string], set: [int32], collection: [RED|GREEN], ints: [int32], grid: [[string]],"
                        + " map: {*: [int64]}, byColour: {*: {name: string}}, byNumber: {*: boolean}}");
    }

    @Test
    void typeInsideItselfIsNamed() {
        assertThat(Schemas.of(Samples.Tree.class).toText()).isEqualTo("{name: string, children: [Tree]}");
        assertThat(Schemas.of(Samples.Figure.class).toText())
                .isEqualTo("shape=circle {radius: float64} | shape=square {side: float64, inside?: Figure}");
    }

    @Test
    void schemaIsAValueThatGoesThroughAndBack() {
        Schema schema = Schemas.of(Samples.Drawing.class);
        for (Codec codec :
                new Codec[] {JsonCodec.of(CodecLimits.defaults(), true), CborCodec.of(CodecLimits.defaults(), true)}) {
            ValueCodec<Schema> values = codec.of(Schema.class);
            ByteBuf out = Unpooled.buffer();
            values.encode(schema, out);

            assertThat(values.decode(out, 0, out.readableBytes())).isEqualTo(schema);
        }
    }

    @Test
    void schemaOfARecordAsJson() {
        ByteBuf out = Unpooled.buffer();
        JsonCodec.of(CodecLimits.defaults(), true).of(Schema.class).encode(Schemas.of(GreetMany.class), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"object\",\"name\":\"GreetMany\",\"fields\":["
                                + "{\"name\":\"name\",\"required\":true,\"schema\":{\"type\":\"string\"}},"
                                + "{\"name\":\"count\",\"required\":true,\"schema\":{\"type\":\"integer\",\"format\":\"int32\"}}]}");
    }

    @Test
    void typeOutsideContractsHasNoSchema() {
        assertThatThrownBy(() -> Schemas.of(Object.class)).hasMessageContaining("Object can be anything");
    }
}
