package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages of all sizes around the borders, cut, sent through a cutter, and put together again. */
final class FragmentsTest {

    /** rsocket-java refuses a fragment under this, if another follows. */
    private static final int PEER_FRAGMENT_MIN = 61;

    private static final int SOURCE_BYTES = 600;

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    private final ByteBuf source = buffers.allocator.buffer(SOURCE_BYTES);

    {
        for (int i = 0; i < SOURCE_BYTES; i++) {
            source.writeByte(i * 31);
        }
    }

    @Test
    void everySizeAroundTheBordersComesBack() {
        for (int type : new int[] {FrameType.PAYLOAD, FrameType.REQUEST_RESPONSE, FrameType.REQUEST_CHANNEL}) {
            for (int fragmentLength : new int[] {64, 65, 97}) {
                for (int metadataLength : sizes(RequestFrame.bodyIndex(type, 0), fragmentLength)) {
                    for (int dataLength : sizes(RequestFrame.bodyIndex(type, 0), fragmentLength)) {
                        if (dataLength >= 0) {
                            comesBack(type, metadataLength, dataLength, fragmentLength);
                        }
                    }
                }
            }
        }
        source.release();
    }

    @Test
    void everyFragmentButTheLastIsFull() {
        for (int bodyOffset = 6; bodyOffset <= 10; bodyOffset += 4) {
            for (int metadataLength = -1; metadataLength < 200; metadataLength++) {
                for (int dataLength = 0; dataLength < 200; dataLength++) {
                    everyFragmentButTheLastIsFull(bodyOffset, metadataLength, dataLength, 64);
                }
            }
        }
        source.release();
    }

    @Test
    void longestMessagesAreCutToo() {
        int fragmentLength = FrameHeader.LENGTH_MAX;
        int metadata = Fragments.metadataPart(10, Integer.MAX_VALUE, fragmentLength);
        assertThat(metadata).isEqualTo(fragmentLength - 13);
        assertThat(Fragments.dataPart(10, metadata, Integer.MAX_VALUE, fragmentLength))
                .isZero();
        assertThat(Fragments.dataPart(6, -1, Integer.MAX_VALUE, fragmentLength)).isEqualTo(fragmentLength - 6);
        assertThat(Fragments.fits(10, 1 << 30, Integer.MAX_VALUE, fragmentLength))
                .isFalse();
        source.release();
    }

    @Test
    void lengthsThatPeersRefuseAreRefused() {
        assertThatThrownBy(() -> Fragments.fits(6, -1, 0, 63))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fragmentLength: 63 (expected: 64 to 16777215)");
        assertThatThrownBy(() -> Fragments.metadataPart(6, 0, 0x1000000)).isInstanceOf(IllegalArgumentException.class);
        source.release();
    }

    /** Every size up to a few bytes, and a few bytes around one, two and three frames full. */
    private static List<Integer> sizes(int bodyOffset, int fragmentLength) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = -1; size < 4; size++) {
            sizes.add(size);
        }
        for (int frames = 1; frames <= 3; frames++) {
            int full = fragmentLength - bodyOffset + (frames - 1) * (fragmentLength - PayloadFrame.BODY);
            for (int size = full - 3 * frames - 2; size <= full + 2; size++) {
                sizes.add(size);
            }
        }
        return sizes;
    }

    private static void everyFragmentButTheLastIsFull(
            int firstOffset, int metadataLength, int dataLength, int fragmentLength) {
        int bodyOffset = firstOffset;
        int metadataLeft = metadataLength;
        int dataLeft = dataLength;
        boolean fits = Fragments.fits(bodyOffset, metadataLength, dataLength, fragmentLength);
        for (int count = 1; ; count++) {
            int metadata = Fragments.metadataPart(bodyOffset, metadataLeft, fragmentLength);
            int data = Fragments.dataPart(bodyOffset, metadata, dataLeft, fragmentLength);
            long length = Fragments.frameLength(bodyOffset, metadata, data);
            boolean isLast = Fragments.isLast(metadata, metadataLeft, data, dataLeft);
            metadataLeft = Fragments.metadataLeft(metadataLeft, metadata);
            dataLeft -= data;
            bodyOffset = PayloadFrame.BODY;
            if (isLast) {
                assertThat(length).isLessThanOrEqualTo(fragmentLength);
                assertThat(count == 1).isEqualTo(fits);
                assertThat(count == 1 || Math.max(0, metadata) + data > 0).isTrue();
                assertThat(metadataLeft).isEqualTo(-1);
                assertThat(dataLeft).isZero();
                return;
            }
            assertThat(length).isEqualTo(fragmentLength).isGreaterThanOrEqualTo(PEER_FRAGMENT_MIN);
        }
    }

    private void comesBack(int type, int metadataLength, int dataLength, int fragmentLength) {
        int flags = type == FrameType.REQUEST_RESPONSE ? 0 : FrameHeader.COMPLETE;
        flags |= type == FrameType.PAYLOAD ? FrameHeader.NEXT : 0;
        ByteBuf stream = buffers.allocator.buffer();
        int count = encode(stream, type, flags, metadataLength, dataLength, fragmentLength);

        int[] passed = new int[1];
        Reassembly message = new Reassembly(buffers.allocator, 0, 0, 10_000, 10_000);
        FrameCutter cutter = new FrameCutter(buffers.allocator, fragmentLength, (frame, at, end) -> {
            passed[0]++;
            add(message, frame, at, end, passed[0] == 1, passed[0] == count, type);
            return true;
        });
        cutter.feed(stream);
        stream.release();

        assertThat(passed[0]).isEqualTo(count);
        assertThat(message.hasMetadata()).isEqualTo(metadataLength >= 0);
        assertThat(message.metadataLength()).isEqualTo(Math.max(0, metadataLength));
        assertThat(message.dataLength()).isEqualTo(dataLength);
        ByteBuf content = message.content();
        assertThat(ByteBufUtil.equals(content, 0, source, 0, message.bytesHeld()))
                .as("type %d, %d + %d bytes in %d", type, metadataLength, dataLength, fragmentLength)
                .isTrue();
        message.release();
    }

    /** Appends the fragments of a message, and returns how many they are. */
    private int encode(ByteBuf out, int type, int flags, int metadataLength, int dataLength, int fragmentLength) {
        int bodyOffset = RequestFrame.bodyIndex(type, 0);
        int sourceAt = 0;
        int metadataLeft = metadataLength;
        int dataLeft = dataLength;
        for (int count = 1; ; count++) {
            int metadata = Fragments.metadataPart(bodyOffset, metadataLeft, fragmentLength);
            int data = Fragments.dataPart(bodyOffset, metadata, dataLeft, fragmentLength);
            boolean isLast = Fragments.isLast(metadata, metadataLeft, data, dataLeft);
            int fragmentFlags = Fragments.flags(flags, count == 1, metadata, isLast);
            int prefixAt = FrameHeader.beginPrefix(out);
            RequestFrame.encodeHeader(out, 1, count == 1 ? type : FrameType.PAYLOAD, fragmentFlags, 9);
            if (metadata >= 0) {
                int lengthAt = Body.beginMetadata(out);
                out.writeBytes(source, sourceAt, metadata);
                Body.endMetadata(out, lengthAt);
                sourceAt += metadata;
            }
            out.writeBytes(source, sourceAt, data);
            sourceAt += data;
            FrameHeader.endPrefix(out, prefixAt);
            if (isLast) {
                return count;
            }
            metadataLeft = Fragments.metadataLeft(metadataLeft, metadata);
            dataLeft -= data;
            bodyOffset = PayloadFrame.BODY;
        }
    }

    private static void add(
            Reassembly message, ByteBuf frame, int at, int end, boolean isFirst, boolean isLast, int firstType) {
        int typeAndFlags = FrameHeader.typeAndFlags(frame, at);
        int type = FrameHeader.type(typeAndFlags);
        assertThat(type).isEqualTo(isFirst ? firstType : FrameType.PAYLOAD);
        assertThat((typeAndFlags & FrameHeader.FOLLOWS) == 0).isEqualTo(isLast);
        assertThat((typeAndFlags & FrameHeader.COMPLETE) != 0)
                .isEqualTo(isLast && firstType != FrameType.REQUEST_RESPONSE);
        assertThat((typeAndFlags & FrameHeader.NEXT) != 0).isEqualTo(type == FrameType.PAYLOAD);

        int bodyAt = RequestFrame.bodyIndex(type, at);
        int metadataLength = Body.metadataLength(frame, bodyAt, end, typeAndFlags);
        int dataAt = Body.dataIndex(bodyAt, metadataLength);
        message.add(frame, Body.metadataIndex(bodyAt, metadataLength), metadataLength, dataAt, end - dataAt);
    }
}
