package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CompositeMetadataTest {

    @Test
    void routeHasTheGoldenBytes() {
        assertThat(hex(Metadata.route("a.b").toBytes())).isEqualTo("fe00000403612e62");
    }

    @Test
    void customTypeIsWrittenWithItsLengthMinusOne() {
        Metadata metadata = Metadata.empty().with(MimeType.parse("x/y"), new byte[] {0x5a});

        assertThat(hex(metadata.toBytes())).isEqualTo("02782f790000015a");
    }

    @Test
    void typesOfDataHaveTheGoldenBytes() {
        Metadata metadata = Metadata.empty().dataType(MimeType.JSON).accept(MimeType.JSON, MimeType.CBOR);

        assertThat(hex(metadata.toBytes())).isEqualTo("fa00000185" + "fb0000028581");
    }

    @Test
    void goldenBytesAreReadWhereTheyLie() {
        ByteBuf bytes = bytes("ffff" + "fe00000403612e62" + "02782f790000015a" + "fa00000185" + "ffff");
        CompositeMetadata entries = new CompositeMetadata().wrap(bytes, 2, bytes.readableBytes() - 4);

        assertThat(entries.next()).isTrue();
        assertThat(entries.is(MimeType.ROUTING)).isTrue();
        assertThat(RoutingMetadata.route(bytes, entries.contentIndex(), entries.contentLength()))
                .isEqualTo("a.b");
        assertThat(entries.next()).isTrue();
        assertThat(entries.mimeId()).isEqualTo(-1);
        assertThat(entries.mimeType()).isEqualTo(MimeType.parse("x/y"));
        assertThat(bytes.getByte(entries.contentIndex())).isEqualTo((byte) 0x5a);
        assertThat(entries.contentLength()).isEqualTo(1);
        assertThat(entries.next()).isTrue();
        assertThat(MimeTypeMetadata.decode(bytes, entries.contentIndex(), entries.contentLength()))
                .isEqualTo(MimeType.JSON);
        assertThat(entries.next()).isFalse();
        assertThat(entries.next()).isFalse();
    }

    @Test
    void longestNameGoesThroughAndBack() {
        MimeType longest = MimeType.parse("x/" + "y".repeat(MimeType.LENGTH_MAX - 2));
        byte[] encoded = Metadata.empty().with(longest, new byte[0]).toBytes();

        assertThat(encoded[0]).isEqualTo((byte) 0x7F);
        CompositeMetadata entries = new CompositeMetadata().wrap(Unpooled.wrappedBuffer(encoded), 0, encoded.length);
        assertThat(entries.next()).isTrue();
        assertThat(entries.mimeType()).isEqualTo(longest);
        assertThat(entries.mimeLength()).isEqualTo(MimeType.LENGTH_MAX);
    }

    @Test
    void messageWithoutMetadataHasNoEntries() {
        MessageView message = new MessageView().wrap(Unpooled.EMPTY_BUFFER, 0, -1, 0, 0);

        assertThat(new CompositeMetadata().wrap(message).next()).isFalse();
    }

    @Test
    void findSeesWellKnownTypeUnderItsNameInAnyCase() {
        ByteBuf bytes = Unpooled.buffer();
        String name = "Message/X.RSocket.Routing.v0";
        bytes.writeByte(name.length() - 1).writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        bytes.writeMedium(2).writeByte(1).writeByte('r');
        CompositeMetadata entries = new CompositeMetadata().wrap(bytes, 0, bytes.readableBytes());

        assertThat(entries.find(MimeType.ROUTING)).isTrue();
        assertThat(entries.mimeType()).isEqualTo(MimeType.ROUTING);
        assertThat(entries.find(MimeType.AUTHENTICATION)).isFalse();
    }

    @Test
    void reservedIdIsPassedThroughAndHasNoType() {
        ByteBuf bytes = bytes("b0000001ff");
        CompositeMetadata entries = new CompositeMetadata().wrap(bytes, 0, bytes.readableBytes());

        assertThat(entries.next()).isTrue();
        assertThat(entries.mimeId()).isEqualTo(0x30);
        assertThat(entries.contentLength()).isEqualTo(1);
        assertThatThrownBy(entries::mimeType)
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT));
    }

    @Test
    void everyTruncationGivesEntriesOrAnError() {
        byte[] whole = Metadata.route("greeter.greet")
                .dataType(MimeType.parse("application/x-own"))
                .accept(MimeType.JSON, MimeType.parse("a/b"))
                .with(MimeType.parse("x/y"), new byte[300])
                .toBytes();
        CompositeMetadata entries = new CompositeMetadata();
        int refused = 0;
        for (int length = 0; length <= whole.length; length++) {
            // An exact buffer, so that a read beyond the range would be seen.
            ByteBuf cut = Unpooled.copiedBuffer(whole, 0, length);
            try {
                readAll(entries.wrap(cut, 0, length));
            } catch (CodecException e) {
                refused++;
                assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
            } catch (RuntimeException e) {
                fail("at " + length + " bytes", e);
            }
        }
        assertThat(refused).isEqualTo(whole.length + 1 - 5); // Four ends of entries, and none at all.
    }

    @Test
    void lengthBeyondTheEndIsNamed() {
        ByteBuf bytes = bytes("feffffff00");

        assertThatThrownBy(new CompositeMetadata().wrap(bytes, 0, 5)::next)
                .hasMessage("composite metadata entry 1 is cut off: says 16777215 bytes, has 1");
    }

    @Test
    void nameOutsideAsciiIsRefused() {
        ByteBuf bytes = bytes("02c3a479000000");

        assertThatThrownBy(new CompositeMetadata().wrap(bytes, 0, bytes.readableBytes())::next)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("not ASCII");
    }

    @Test
    void limitsOfBytesAndEntriesHold() {
        CompositeMetadata small = new CompositeMetadata(CodecLimits.defaults().withMetadataMax(16, 2));
        ByteBuf three = bytes("fe000000" + "fe000000" + "fe000000");

        assertThatThrownBy(() -> small.wrap(three, 0, 17))
                .hasMessage("metadata of 17 bytes exceeds metadataBytesMax 16");
        small.wrap(three, 0, 12);
        assertThat(small.next()).isTrue();
        assertThat(small.next()).isTrue();
        assertThatThrownBy(small::next).hasMessageContaining("of 3 entries or more exceeds metadataEntriesMax 2");
    }

    @Test
    void tooMuchToSendIsRefused() {
        assertThatThrownBy(() -> Metadata.empty().with(MimeType.BYTES, new byte[64 << 10]))
                .hasMessageContaining("exceeds metadataBytesMax 65536");
        Metadata full = Metadata.empty();
        for (int i = 0; i < 64; i++) {
            full = full.with(MimeType.BYTES, new byte[0]);
        }
        Metadata last = full;
        assertThatThrownBy(() -> last.with(MimeType.BYTES, new byte[0]))
                .hasMessageContaining("of 65 entries exceeds metadataEntriesMax 64");
    }

    private static void readAll(CompositeMetadata entries) {
        while (entries.next()) {
            ByteBuf buffer = entries.buffer();
            entries.mimeType();
            if (entries.is(MimeType.ROUTING)) {
                RoutingMetadata.tags(buffer, entries.contentIndex(), entries.contentLength());
            } else if (entries.is(MimeType.ACCEPT_MIME_TYPES)) {
                AcceptMimeTypes.decode(buffer, entries.contentIndex(), entries.contentLength());
            }
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes);
    }
}
