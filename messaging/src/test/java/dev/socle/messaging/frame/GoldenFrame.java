package dev.socle.messaging.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A frame whose bytes are known, computed by hand from the layouts of the protocol.
 *
 * @param hex its bytes behind their length
 * @param said what {@link AnyFrame} reads in it
 * @param encode appends it, without its length
 */
record GoldenFrame(String hex, String said, Consumer<ByteBuf> encode) {

    static final List<GoldenFrame> ALL = List.of(
            golden(
                    "00000e 000000000c800000000000000000",
                    "KEEPALIVE s0 R 0 data ",
                    out -> KeepAliveFrame.encode(out, true, 0, Unpooled.EMPTY_BUFFER, 0, 0)),
            golden(
                    "000010 000000000c00000000000000002a6869",
                    "KEEPALIVE s0 42 data 6869",
                    out -> KeepAliveFrame.encode(out, false, 42, bytes("<hi>"), 1, 2)),
            golden(
                    "000045 00000000040000010000000001f4000005dc276d6573736167652f782e72736f636b65742e636f6d70"
                            + "6f736974652d6d657461646174612e76300a746578742f706c61696e",
                    "SETUP s0 SETUP 1.0, keepAliveMillis 500, lifetimeMillis 1500,"
                            + " metadata message/x.rsocket.composite-metadata.v0, data text/plain data ",
                    out -> SetupFrame.encode(
                            out,
                            setup(500, 1500, null, "message/x.rsocket.composite-metadata.v0", "text/plain", false),
                            null,
                            null)),
            golden(
                    "000022 0000000005c00001000000004e2000015f9000017403612f6203632f640000016d64",
                    "SETUP s0 SETUP 1.0, keepAliveMillis 20000, lifetimeMillis 90000, resumable,"
                            + " metadata a/b, data c/d, lease token 74 metadata 6d data 64",
                    out -> SetupFrame.encode(
                            out,
                            setup(20_000, 90_000, "t".getBytes(UTF_8), "a/b", "c/d", true),
                            bytes("m"),
                            bytes("d"))),
            golden(
                    "00000f 000000000900000003e8000000076d",
                    "LEASE s0 ttl 1000 n 7 metadata 6d",
                    out -> LeaseFrame.encode(out, 1000, 7, bytes("m"))),
            golden(
                    "00000f 0000000111000000016d68656c6c6f",
                    "REQUEST_RESPONSE s1 metadata 6d data 68656c6c6f",
                    out -> request(out, 1, FrameType.REQUEST_RESPONSE, 0, 0, "m", "hello")),
            golden(
                    "00000b 00000001100068656c6c6f",
                    "REQUEST_RESPONSE s1 data 68656c6c6f",
                    out -> request(out, 1, FrameType.REQUEST_RESPONSE, 0, 0, null, "hello")),
            golden(
                    "000009 000000011100000000",
                    "REQUEST_RESPONSE s1 metadata  data ",
                    out -> request(out, 1, FrameType.REQUEST_RESPONSE, 0, 0, "", "")),
            golden(
                    "000007 00000003140078",
                    "REQUEST_FNF s3 data 78",
                    out -> request(out, 3, FrameType.REQUEST_FNF, 0, 0, null, "x")),
            golden(
                    "00000b 0000000518000000000378",
                    "REQUEST_STREAM s5 n3 data 78",
                    out -> request(out, 5, FrameType.REQUEST_STREAM, 0, 3, null, "x")),
            golden(
                    "00000f 000000071d40000000010000016d78",
                    "REQUEST_CHANNEL s7 n1 metadata 6d data 78",
                    out -> request(out, 7, FrameType.REQUEST_CHANNEL, FrameHeader.COMPLETE, 1, "m", "x")),
            golden(
                    "00000a 0000000520007fffffff",
                    "REQUEST_N s5 n2147483647",
                    out -> RequestNFrame.encode(out, 5, Integer.MAX_VALUE)),
            golden("000006 000000052400", "CANCEL s5", out -> CancelFrame.encode(out, 5)),
            golden("000007 00000001282079", "PAYLOAD s1 data 79", out -> payload(out, 1, FrameHeader.NEXT, null, "y")),
            golden("000006 000000012820", "PAYLOAD s1 data ", out -> payload(out, 1, FrameHeader.NEXT, null, "")),
            golden("000006 000000012840", "PAYLOAD s1 data ", out -> payload(out, 1, FrameHeader.COMPLETE, null, "")),
            golden(
                    "00000b 0000000129600000016d79",
                    "PAYLOAD s1 metadata 6d data 79",
                    out -> payload(out, 1, FrameHeader.NEXT | FrameHeader.COMPLETE, "m", "y")),
            golden("00000c 000000012c00000002016e6f", "ERROR s1 201 no", out -> ErrorFrame.encode(out, 1, 0x201, "no")),
            golden("00000c 000000002c00000000036e6f", "ERROR s0 3 no", out -> ErrorFrame.encode(out, 0, 0x003, "no")),
            golden(
                    "000007 0000000031006d",
                    "METADATA_PUSH s0 metadata 6d",
                    out -> MetadataPushFrame.encode(out, bytes("m"))),
            golden(
                    "00001d 00000000340000010000000174000000000000000a0000000000000004",
                    "RESUME s0 RESUME 1.0, lastReceivedServerPosition 10, firstAvailableClientPosition 4 token 74",
                    out -> ResumeFrame.encode(out, new ResumeFields(1, 0, "t".getBytes(UTF_8), 10, 4))),
            golden("00000e 0000000038000000000000000009", "RESUME_OK s0 9", out -> ResumeOkFrame.encode(out, 9)),
            golden(
                    "00000a 00000000fe0000000001",
                    "EXT s0 exttype 1 ",
                    out -> ExtFrame.encodeHeader(out, 0, FrameHeader.IGNORE, 1)));

    /** The frame with its length before it. */
    byte[] withLength() {
        return ByteBufUtil.decodeHexDump(hex);
    }

    /** The frame alone. */
    byte[] bytes() {
        return ByteBufUtil.decodeHexDump(hex.substring(2 * FrameHeader.PREFIX_BYTES));
    }

    @Override
    public String toString() {
        return said;
    }

    static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(UTF_8));
    }

    static SetupFields setup(
            int keepAliveMillis,
            int lifetimeMillis,
            byte @Nullable [] token,
            String metadataMime,
            String dataMime,
            boolean lease) {
        return new SetupFields(1, 0, keepAliveMillis, lifetimeMillis, token, metadataMime, dataMime, lease);
    }

    private static GoldenFrame golden(String hex, String said, Consumer<ByteBuf> encode) {
        return new GoldenFrame(hex.replace(" ", ""), said, encode);
    }

    private static void request(
            ByteBuf out, int streamId, int type, int flags, int initialN, @Nullable String metadata, String data) {
        RequestFrame.encodeHeader(out, streamId, type, flags | metadataFlag(metadata), initialN);
        body(out, metadata, data);
    }

    private static void payload(ByteBuf out, int streamId, int flags, @Nullable String metadata, String data) {
        PayloadFrame.encodeHeader(out, streamId, flags | metadataFlag(metadata));
        body(out, metadata, data);
    }

    private static int metadataFlag(@Nullable String metadata) {
        return metadata == null ? 0 : FrameHeader.METADATA;
    }

    private static void body(ByteBuf out, @Nullable String metadata, String data) {
        if (metadata != null) {
            int lengthAt = Body.beginMetadata(out);
            out.writeCharSequence(metadata, UTF_8);
            Body.endMetadata(out, lengthAt);
        }
        out.writeCharSequence(data, UTF_8);
    }
}
