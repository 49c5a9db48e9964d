package dev.socle.messaging.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SetupFrameTest {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    @Test
    void mimeLengthsAreUnsigned() {
        String mime = "x".repeat(255);
        ByteBuf frame = buffers.allocator.buffer();
        FrameHeader.encode(frame, 0, FrameType.SETUP, 0);
        frame.writeInt(0x10000).writeInt(1).writeInt(2);
        frame.writeByte(255).writeCharSequence(mime, UTF_8);
        frame.writeByte(0).writeByte('d');

        SetupFields fields = SetupFrame.decode(frame, 0, frame.writerIndex());
        assertThat(fields.metadataMime()).isEqualTo(mime);
        assertThat(fields.dataMime()).isEmpty();
        assertThat(SetupFrame.bodyIndex(frame, 0, frame.writerIndex())).isEqualTo(frame.writerIndex() - 1);
        frame.release();
    }

    @Test
    void valuesThatTheProtocolForbidsAreReadAsTheyAre() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("0000000004000001ffff00000000ffffffff0000"));
        assertThat(SetupFrame.decode(frame, 0, frame.capacity()))
                .isEqualTo(new SetupFields(1, 65_535, 0, -1, null, "", "", false));
        frame.release();
    }

    @Test
    void emptyTokenIsNotNoToken() {
        ByteBuf frame = buffers.allocator.buffer();
        SetupFrame.encode(frame, GoldenFrame.setup(1, 1, new byte[0], "", "", false), null, null);
        assertThat(SetupFrame.decode(frame, 0, frame.writerIndex()).resumeToken())
                .isEmpty();
        frame.release();
    }

    @Test
    void bytesBeyondAsciiInMimeTypesStayDistinct() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("00000000040000010000000000010000000102e9ff00"));
        assertThat(SetupFrame.decode(frame, 0, frame.capacity()).metadataMime()).isEqualTo("\u00e9\u00ff");
        frame.release();
    }

    @Test
    void fieldThatEndsBehindTheFrameIsNamed() {
        ByteBuf frame = buffers.of(ByteBufUtil.decodeHexDump("0000000004800001000000000001000000010005aabb"));
        assertThatThrownBy(() -> SetupFrame.decode(frame, 0, frame.capacity()))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("SETUP frame ends within its resume token, which has 5 bytes at offset 20"
                        + " (expected: at most 2)");
        frame.release();
    }

    @Test
    void whatTheFrameCannotSayIsRefused() {
        refused("keepAliveMillis: 0 (expected: 1 to 2147483647)", GoldenFrame.setup(0, 1, null, "", "", false));
        refused("lifetimeMillis: -1 (expected: 1 to 2147483647)", GoldenFrame.setup(1, -1, null, "", "", false));
        refused(
                "bytes of resumeToken: 65536 (expected: 0 to 65535)",
                GoldenFrame.setup(1, 1, new byte[65_536], "", "", false));
        refused(
                "bytes of metadataMime: 128 (expected: 0 to 127)",
                GoldenFrame.setup(1, 1, null, "x".repeat(128), "", false));
        refused("dataMime: \u00e9 (expected: ASCII)", GoldenFrame.setup(1, 1, null, "", "\u00e9", false));
        refused("majorVersion: 65536 (expected: 0 to 65535)", new SetupFields(65_536, 0, 1, 1, null, "", "", false));
    }

    @Test
    void tokenIsNeitherSharedNorPrinted() {
        byte[] token = "secret".getBytes(UTF_8);
        SetupFields setup = GoldenFrame.setup(1, 1, token, "a", "b", false);
        ResumeFields resume = new ResumeFields(1, 0, token, 0, 0);
        token[0] = 'x';

        assertThat(setup).isEqualTo(GoldenFrame.setup(1, 1, "secret".getBytes(UTF_8), "a", "b", false));
        assertThat(setup).isNotEqualTo(GoldenFrame.setup(1, 1, token, "a", "b", false));
        assertThat(resume).isEqualTo(new ResumeFields(1, 0, "secret".getBytes(UTF_8), 0, 0));
        assertThat(resume).isNotEqualTo(new ResumeFields(1, 0, token, 0, 0));
        assertThat(setup + " " + resume).doesNotContain("secret");
    }

    private void refused(String message, SetupFields fields) {
        ByteBuf out = buffers.allocator.buffer();
        assertThatThrownBy(() -> SetupFrame.encode(out, fields, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(out.isReadable()).as("nothing was written").isFalse();
        out.release();
    }
}
