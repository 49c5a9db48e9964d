package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeTypeTest {

    @ParameterizedTest
    @CsvSource({
        "00,application/avro",
        "01,application/cbor",
        "05,application/json",
        "06,application/octet-stream",
        "08,application/vnd.apache.thrift.binary",
        "0b,application/zip",
        "0c,audio/aac",
        "13,audio/vorbis",
        "14,image/bmp",
        "1c,image/tiff",
        "1d,multipart/mixed",
        "1e,text/css",
        "21,text/plain",
        "22,text/xml",
        "23,video/H264",
        "25,video/VP8",
        "26,application/x-hessian",
        "27,application/x-java-object",
        "28,application/cloudevents+json",
        "2a,application/x-flatbuffers",
        "7a,message/x.rsocket.mime-type.v0",
        "7b,message/x.rsocket.accept-mime-types.v0",
        "7c,message/x.rsocket.authentication.v0",
        "7d,message/x.rsocket.tracing-zipkin.v0",
        "7e,message/x.rsocket.routing.v0",
        "7f,message/x.rsocket.composite-metadata.v0",
    })
    void wellKnownTypeHasItsId(String hexId, String name) {
        int id = Integer.parseInt(hexId, 16);

        assertThat(MimeType.parse(name).id()).isEqualTo(id);
        assertThat(MimeType.ofId(id)).hasToString(name);
    }

    @Test
    void idsBetweenTheTablesHaveNoType() {
        for (int id = 0x2B; id < 0x7A; id++) {
            assertThat(MimeType.ofId(id)).isNull();
        }
        assertThat(MimeType.ofId(-1)).isNull();
        assertThat(MimeType.ofId(0x80)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\""
            })
    void caseAndUtf8DoNotCount(String name) {
        assertThat(MimeType.parse(name)).isEqualTo(MimeType.JSON).hasSameHashCodeAs(MimeType.JSON);
    }

    @Test
    void otherParametersCount() {
        MimeType latin = MimeType.parse("text/plain; charset=latin1");

        assertThat(latin).isNotEqualTo(MimeType.TEXT);
        assertThat(latin.id()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json", "/json", "application/", "a/;b", "a b/c", "a/\u00e4", "a/b\n", "a/b\u007f"})
    void nameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> MimeType.parse(name)).isInstanceOf(CodecException.class);
    }

    @Test
    void nameAboveTheLimitIsRefusedWithoutItsContent() {
        assertThatThrownBy(() -> MimeType.parse("x/" + "y".repeat(127)))
                .hasMessage("MIME type of 129 characters (expected: 1 to 128)");
    }

    @Test
    void metadataOfOneTypeHasTheGoldenBytes() {
        ByteBuf out = Unpooled.buffer();
        MimeTypeMetadata.encode(out, MimeType.JSON);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("85");

        MimeTypeMetadata.encode(out, MimeType.parse("x/y"));
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("8502782f79");
        assertThat(MimeTypeMetadata.decode(out, 1, 4)).isEqualTo(MimeType.parse("x/y"));
    }

    @Test
    void acceptedTypesHaveTheGoldenBytesAndLeaveOutReservedIds() {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("85b08102782f79"));

        assertThat(AcceptMimeTypes.decode(bytes, 0, bytes.readableBytes()))
                .containsExactly(MimeType.JSON, MimeType.CBOR, MimeType.parse("x/y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02782f", "7f78"})
    void metadataThatIsCutOffIsRefused(String hex) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));

        assertThatThrownBy(() -> MimeTypeMetadata.decode(bytes, 0, bytes.readableBytes()))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }
}
